//! A conversation that goes round: `Rec` and `Var`.

// ANCHOR: program
use session_types::{
    Chan, Choose, Eps, HasDual, Offer, Rec, Recv, Send, Var, Z, offer,
    session_channel,
};
use std::cmp::Ordering;
use std::thread;

/// Round and round: a guess and an answer, or the end.
type Host = Rec<Offer<Recv<u32, Send<Ordering, Var<Z>>>, Eps>>;
/// What the player does.
type Player = Rec<Choose<Send<u32, Recv<Ordering, Var<Z>>>, Eps>>;

fn host(chan: Chan<(), Host>, secret: u32) {
    let mut chan = chan.enter(); // `Rec<P>` becomes `P`, and `P` is remembered.
    loop {
        chan = offer! { chan,
            Guess => {
                let (chan, guess) = chan.recv();
                // `Var<Z>` becomes the remembered `P`.
                chan.send(secret.cmp(&guess)).zero()
            },
            Stop => {
                chan.close();
                break;
            }
        }
    }
}

fn play(chan: Chan<(), Player>) -> (u32, u32) {
    let (mut low, mut high, mut guesses) = (1, 100, 0);
    let mut chan = chan.enter();
    loop {
        let guess = (low + high) / 2;
        guesses += 1;
        let (next, answer) = chan.sel1().send(guess).recv();
        chan = next.zero();
        match answer {
            Ordering::Less => high = guess - 1,
            Ordering::Greater => low = guess + 1,
            Ordering::Equal => {
                chan.sel2().close();
                return (guess, guesses);
            }
        }
    }
}
// ANCHOR_END: program

/// Plays one game; returns what the player found, and in how many guesses.
pub fn game(secret: u32) -> (u32, u32) {
    let (ours, theirs): (_, Chan<(), <Host as HasDual>::Dual>) =
        session_channel();
    let host = thread::spawn(move || host(ours, secret));
    let found = play(theirs);
    host.join().unwrap();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_found_in_at_most_seven_guesses() {
        for secret in 1..=100 {
            let (found, guesses) = game(secret);
            assert_eq!(found, secret);
            assert!(guesses <= 7);
        }
    }
}
