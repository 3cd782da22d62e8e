use session_types::{Chan, Eps, Send};
use std::rc::Rc;

fn post(chan: Chan<(), Send<Rc<str>, Eps>>) {
    chan.send(Rc::from("hello")).close();
}

fn main() {}
