//! A protocol orders the steps of its own conversation, and no others.

use super::inside::{End, Recv, Send, session};
use std::sync::Mutex;
use std::thread;

// ANCHOR: program
/// A question and its answer. Whoever asks says so here, too.
type Question = Send<u32, Recv<u32, End>>;

/// One conversation of two messages, one of a single message, and in which
/// order three things were written down.
pub fn two_conversations() -> Vec<&'static str> {
    let log = Mutex::new(vec![]);
    let note = |what| log.lock().unwrap().push(what);
    thread::scope(|scope| {
        let (ask, answer) = session::<Question>();
        scope.spawn(move || {
            let (chan, number) = answer.recv();
            note("asked");
            chan.send(number + 1).close();
        });
        let (tell, listen) = session::<Send<u32, End>>();
        scope.spawn(move || {
            let (chan, _) = listen.recv();
            note("told");
            chan.close();
        });
        tell.send(1).close();
        let (ask, _) = ask.send(1).recv();
        note("answered");
        ask.close();
    });
    log.into_inner().unwrap()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_conversation_keeps_its_order_and_nothing_else_does() {
        assert_eq!(
            interleave::outcomes(two_conversations),
            [
                vec!["asked", "answered", "told"],
                vec!["asked", "told", "answered"],
                vec!["told", "asked", "answered"],
            ]
            .into()
        );
    }
}
