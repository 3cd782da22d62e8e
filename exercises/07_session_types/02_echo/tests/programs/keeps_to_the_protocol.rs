//! Calls and echoes by hand, step by step, with the types written out.
use session_types::{Chan, Eps, Recv, Send, session_channel};
use subject::{Caller, Echo};

fn main() {
    let (calling, echoing): (Chan<(), Caller>, Chan<(), Echo>) = session_channel::<Caller>();
    let calling: Chan<(), Recv<String, Send<u32, Recv<u32, Eps>>>> =
        calling.send("one".to_string());
    let (echoing, text) = echoing.recv();
    let echoing: Chan<(), Recv<u32, Send<u32, Eps>>> = echoing.send(text);
    let (calling, _text) = calling.recv();
    let calling: Chan<(), Recv<u32, Eps>> = calling.send(2);
    let (echoing, number) = echoing.recv();
    let echoing: Chan<(), Eps> = echoing.send(number);
    let (calling, _number) = calling.recv();
    calling.close();
    echoing.close();
}
