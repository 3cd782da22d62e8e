//! Two threads that each want to send first.

use std::sync::mpsc;
use std::thread;

// ANCHOR: program
/// Each sends through a channel without room, and only then receives.
pub fn both_send_first() {
    let (to_server, requests) = mpsc::sync_channel(0);
    let (to_client, replies) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        scope.spawn(move || {
            to_client.send("welcome").unwrap();
            requests.recv().unwrap();
        });
        to_server.send("hello").unwrap();
        replies.recv().unwrap();
    });
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_who_send_first_wait_for_each_other() {
        expect::fails(both_send_first, FailureKind::Deadlock);
    }
}
