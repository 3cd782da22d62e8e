//! A customer sends a PIN and asks for the balance.
use session_types::{Chan, Eps, Offer, Recv, Send};

pub type Customer = Send<u16, Offer<Recv<u64, Eps>, Eps>>;

pub fn balance(channel: Chan<(), Customer>, pin: u16) -> Option<u64> {
    let (channel, balance) = channel.send(pin).sel1().recv();
    channel.close();
    Some(balance)
}

fn main() {}
