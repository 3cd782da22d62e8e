//! What the types do not see: an end that is dropped before the protocol is done.

// ANCHOR: program
use session_types::{Chan, Eps, Recv, Send, session_channel};
use std::thread;

/// Should send a number. It compiles, and does nothing.
fn forgetful(chan: Chan<(), Send<u32, Eps>>) {
    let _ = chan;
}

/// Runs the forgetful side; returns whether its thread panicked.
pub fn forgetful_thread_panics() -> bool {
    let (chan, other): (_, Chan<(), Recv<u32, Eps>>) = session_channel();
    let panicked = thread::spawn(move || forgetful(chan)).join().is_err();
    // It cannot be dropped either: that would panic here.
    std::mem::forget(other);
    panicked
}
// ANCHOR_END: program

// ANCHOR: abort
/// The other side of it waits for the number. `recv` panics, for nobody is
/// there; while that panic unwinds, this end is dropped too, and panics again.
/// A panic in a panic ends the process.
pub fn both_sides() {
    let (chan, other) = session_channel();
    thread::spawn(move || forgetful(chan));
    let (other, number): (Chan<(), Eps>, u32) = other.recv();
    println!("received {number}");
    other.close();
}
// ANCHOR_END: abort

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_an_unfinished_end_panics() {
        assert!(forgetful_thread_panics());
    }
}
