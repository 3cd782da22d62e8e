//! Client and server disagree about what comes next, and the compiler does not mind.

// ANCHOR: program
use std::sync::mpsc;
use std::thread;

/// The server wants two numbers. The client sends one, and waits for the sum.
pub fn one_number_too_few() {
    let (to_server, requests) = mpsc::channel();
    let (to_client, replies) = mpsc::channel();
    let server = thread::spawn(move || {
        let first: u32 = requests.recv().unwrap();
        let second: u32 = requests.recv().unwrap();
        to_client.send(first + second).unwrap();
    });

    to_server.send(42).unwrap();
    let sum = replies.recv().unwrap();
    assert_eq!(sum, 42);
    server.join().unwrap();
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn each_waits_for_the_other_to_speak() {
        expect::fails(one_number_too_few, FailureKind::Deadlock);
    }
}
