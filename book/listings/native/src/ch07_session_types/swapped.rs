//! Two branches of the same type, and arms in the wrong order: it compiles.

use session_types::{Chan, Choose, Eps, HasDual, Send, offer, session_channel};
use std::thread;

// ANCHOR: program
/// The player goes up or down, by so many steps.
type Player = Choose<Send<i32, Eps>, Send<i32, Eps>>;

fn lift(chan: Chan<(), <Player as HasDual>::Dual>, floor: i32) -> i32 {
    offer! { chan,
        Down => {
            let (chan, steps) = chan.recv();
            chan.close();
            floor - steps
        },
        Up => {
            let (chan, steps) = chan.recv();
            chan.close();
            floor + steps
        }
    }
}

/// The player means "up": the first branch.
pub fn two_floors_up() -> i32 {
    let (player, ours) = session_channel::<Player>();
    let lift = thread::spawn(move || lift(ours, 5));
    player.sel1().send(2).close();
    lift.join().unwrap()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_arms_counts_and_not_their_names() {
        assert_eq!(two_floors_up(), 3);
    }
}
