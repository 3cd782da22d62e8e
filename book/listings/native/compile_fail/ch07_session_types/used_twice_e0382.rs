use session_types::{Chan, Eps, Send};

fn client(chan: Chan<(), Send<u32, Eps>>) {
    chan.send(40).close();
    chan.send(2).close();
}

fn main() {}
