//! Returns the text that the other side may send.
use session_types::{Chan, Eps, Left, Offer, Recv};

pub type News = Offer<Recv<String, Eps>, Eps>;

pub fn news(channel: Chan<(), News>) -> Option<String> {
    match channel.offer() {
        Left(channel) => {
            let (channel, text) = channel.recv();
            channel.close();
            Some(text)
        }
    }
}

fn main() {}
