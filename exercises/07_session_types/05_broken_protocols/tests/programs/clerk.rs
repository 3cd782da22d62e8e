//! A guest asks for a room, and a clerk answers.
use session_types::{Chan, Eps, Left, Offer, Recv, Right, Send, session_channel};
use std::thread;

pub type Guest = Send<String, Offer<Recv<u32, Eps>, Eps>>;
pub type Clerk = Recv<String, Offer<Send<u32, Eps>, Eps>>;

pub fn clerk(channel: Chan<(), Clerk>) {
    let (channel, _name) = channel.recv();
    match channel.offer() {
        Left(channel) => channel.send(17).close(),
        Right(channel) => channel.close(),
    }
}

pub fn guest(channel: Chan<(), Guest>) -> Option<u32> {
    match channel.send("Ada".to_string()).offer() {
        Left(channel) => {
            let (channel, room) = channel.recv();
            channel.close();
            Some(room)
        }
        Right(channel) => {
            channel.close();
            None
        }
    }
}

fn main() {
    let (theirs, ours): (Chan<(), Guest>, Chan<(), Clerk>) = session_channel();
    let clerk = thread::spawn(move || clerk(ours));
    guest(theirs);
    clerk.join().unwrap();
}
