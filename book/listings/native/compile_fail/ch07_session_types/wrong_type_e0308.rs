use session_types::{Chan, Eps, Send};

fn client(chan: Chan<(), Send<u32, Eps>>) {
    chan.send("forty-two").close();
}

fn main() {}
