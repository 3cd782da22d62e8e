//! Asks and answers by hand, step by step, with the types written out.
use session_types::{Chan, Eps, Recv, Send, session_channel};
use subject::{Client, Server};

fn main() {
    let (asking, answering): (Chan<(), Client>, Chan<(), Server>) = session_channel::<Client>();
    let asking: Chan<(), Recv<u64, Eps>> = asking.send(1_u32);
    let (answering, number): (Chan<(), Send<u64, Eps>>, u32) = answering.recv();
    let answering: Chan<(), Eps> = answering.send(number.into());
    let (asking, _answer): (Chan<(), Eps>, u64) = asking.recv();
    asking.close();
    answering.close();
}
