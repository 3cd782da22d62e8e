//! A function for a piece of a protocol, whatever comes after it.

use session_types::{Chan, Eps, Recv, Send, session_channel};
use std::thread;

// ANCHOR: piece
/// One side says which version it speaks, and hears whether that will do. Then
/// comes `Next`, whatever that is.
fn hello<E, Next>(
    chan: Chan<E, Send<u32, Recv<bool, Next>>>,
    version: u32,
) -> (Chan<E, Next>, bool) {
    chan.send(version).recv()
}

/// A protocol that begins so, and goes on with a text.
type Named = Send<u32, Recv<bool, Recv<String, Eps>>>;
/// Another one, of which it is all.
type Short = Send<u32, Recv<bool, Eps>>;

fn ask_for_a_name(chan: Chan<(), Named>) -> (bool, String) {
    let (chan, well) = hello(chan, 3); // `Next` is `Recv<String, Eps>`.
    let (chan, name) = chan.recv();
    chan.close();
    (well, name)
}

fn only_hello(chan: Chan<(), Short>) -> bool {
    let (chan, well) = hello(chan, 2); // `Next` is `Eps`.
    chan.close();
    well
}
// ANCHOR_END: piece

/// Both, each with a partner on another thread.
pub fn both() -> ((bool, String), bool) {
    let (ours, theirs) = session_channel::<Named>();
    let partner = thread::spawn(move || {
        let (chan, version) = theirs.recv();
        chan.send(version >= 3).send("Ada".to_string()).close();
    });
    let named = ask_for_a_name(ours);
    partner.join().unwrap();

    let (ours, theirs) = session_channel::<Short>();
    let partner = thread::spawn(move || {
        let (chan, version) = theirs.recv();
        chan.send(version >= 3).close();
    });
    let heard = only_hello(ours);
    partner.join().unwrap();
    (named, heard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_function_fits_into_two_protocols() {
        assert_eq!(both(), ((true, "Ada".to_string()), false));
    }
}
