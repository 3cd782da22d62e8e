use session_types::{Chan, Eps, Recv, Send};

fn client(chan: Chan<(), Send<u32, Recv<u32, Eps>>>) {
    chan.send(42).close();
}

fn main() {}
