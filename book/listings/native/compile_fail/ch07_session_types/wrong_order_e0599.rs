use session_types::{Chan, Eps, Recv, Send};

fn client(chan: Chan<(), Send<u32, Send<u32, Recv<u32, Eps>>>>) -> u32 {
    let (chan, sum) = chan.send(42).recv();
    chan.close();
    sum
}

fn main() {}
