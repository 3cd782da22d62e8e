//! Two conversations, each right by its type, that wait for each other.

use super::inside::{Chan, End, Recv, Send, session};
use std::thread;

// ANCHOR: program
/// One number goes from the left to the right.
type Give = Send<u32, End>;
/// The other side of `Give`.
type Take = Recv<u32, End>;

/// Receives on one conversation, then sends on the other.
fn pass_on(from: Chan<Take>, to: Chan<Give>) {
    let (from, number) = from.recv();
    from.close();
    to.send(number).close();
}

/// Two threads, two conversations, each waits for the other to begin.
pub fn two_sessions() {
    let (give_a, take_a) = session::<Give>();
    let (give_b, take_b) = session::<Give>();
    let other = thread::spawn(move || pass_on(take_a, give_b));
    pass_on(take_b, give_a);
    other.join().unwrap();
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_sessions_can_wait_for_each_other() {
        expect::fails(two_sessions, FailureKind::Deadlock);
    }
}
