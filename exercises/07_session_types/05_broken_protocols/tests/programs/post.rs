//! Sends a text to whoever has the other end.
use session_types::{Chan, Eps, Send};
use std::rc::Rc;

pub type Letter = Send<Rc<str>, Eps>;

pub fn post(channel: Chan<(), Letter>, text: &str) {
    channel.send(Rc::from(text)).close();
}

fn main() {}
