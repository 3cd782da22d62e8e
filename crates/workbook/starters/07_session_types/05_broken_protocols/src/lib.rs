//! Eight programs that the compiler rejects: say why, and repair them.
//!
//! The broken programs are in `tests/programs`. Somebody has been here before you, and has made all of them
//! compile: what the compiler complained about is gone, and the channel is forgotten, so that
//! nothing panics. That is no repair. The statement is in README.md.

use std::mem;
use std::rc::Rc;

use session_types::{Chan, Choose, Eps, Offer, Rec, Recv, S, Send, Var, Z};

/// Why the compiler rejects a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It takes another kind of step than the one that is due: it chooses where it should be told,
    /// receives where it should send.
    OutOfTurn,
    /// It closes the channel, and the conversation is not over.
    EndsTooEarly,
    /// It takes the right step, with a value of another type than the protocol says.
    WrongMessage,
    /// It uses an end of the channel that it has given away.
    UsedUp,
    /// The two ends are given types that are not each other's dual.
    NotDual,
    /// It is not ready for something that the other side may choose.
    ArmMissing,
    /// It goes back, to another round than the protocol says.
    WrongRound,
    /// The protocol has a message that must not go to another thread.
    CannotCross,
}

/// What you say about a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Why {
    /// The code of the compiler's error: `"E0277"`.
    pub code: &'static str,
    /// The reason behind it.
    pub reason: Reason,
}

/// The PIN, then the machine decides.
pub type Customer = Send<u16, Offer<Recv<u64, Eps>, Eps>>;

/// Why the program `balance` is rejected.
// TODO: run the check, read what the compiler says, and name the code and the reason. So for all eight.
pub const WHY_BALANCE: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Sends the PIN. Returns the balance, if the machine accepts the PIN.
// TODO: repair the program, here and below.
pub fn balance(channel: Chan<(), Customer>, pin: u16) -> Option<u64> {
    mem::forget(channel.send(pin));
    None
}

/// Numbers, one after the other, until the end is chosen.
pub type Feed = Rec<Choose<Send<u32, Var<Z>>, Eps>>;

/// Why the program `feed` is rejected.
pub const WHY_FEED: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Sends all numbers, and then chooses the end.
pub fn feed(channel: Chan<(), Feed>, numbers: &[u32]) {
    let mut channel = channel.enter();
    for number in numbers {
        channel = channel.sel1().send(*number).zero();
    }
    mem::forget(channel);
}

/// A text comes, and its length goes back.
pub type Measure = Recv<String, Send<u32, Eps>>;

/// Why the program `measure` is rejected.
pub const WHY_MEASURE: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Receives a text, and sends its length in bytes.
pub fn measure(channel: Chan<(), Measure>) {
    let (channel, _text) = channel.recv();
    mem::forget(channel);
}

/// Questions, one after the other, until the end is chosen.
pub type Search = Rec<Choose<Send<u32, Recv<bool, Var<Z>>>, Eps>>;

/// Why the program `search` is rejected.
pub const WHY_SEARCH: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Asks about one number after the other, until the answer is `true`. Returns that number.
pub fn search(channel: Chan<(), Search>, numbers: &[u32]) -> Option<u32> {
    mem::forget(channel);
    numbers.first().copied()
}

/// A name, then the clerk decides: a room, or none.
pub type Guest = Send<String, Offer<Recv<u32, Eps>, Eps>>;
/// The other side of `Guest`.
// TODO: is it?
pub type Clerk = Recv<String, Offer<Send<u32, Eps>, Eps>>;

/// Why the program `clerk` is rejected.
pub const WHY_CLERK: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Receives a name, and tells whether there is a room, and which.
pub fn clerk(channel: Chan<(), Clerk>, room: impl FnOnce(&str) -> Option<u32>) {
    let (channel, name) = channel.recv();
    let _ = room(&name);
    mem::forget(channel);
}

/// The other side decides whether there is a text.
pub type News = Offer<Recv<String, Eps>, Eps>;

/// Why the program `news` is rejected.
pub const WHY_NEWS: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Returns the text, if there is one.
pub fn news(channel: Chan<(), News>) -> Option<String> {
    mem::forget(channel);
    None
}

/// Rows until the end is chosen; in each of them, numbers until the row is full.
pub type Table = Rec<Choose<Rec<Choose<Send<u32, Var<Z>>, Var<S<Z>>>>, Eps>>;

/// Why the program `table` is rejected.
pub const WHY_TABLE: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Sends all rows, and then chooses the end.
pub fn table(channel: Chan<(), Table>, rows: &[Vec<u32>]) {
    let mut row = channel.enter().sel1().enter();
    for number in rows.iter().flatten() {
        row = row.sel1().send(*number).zero();
    }
    mem::forget(row);
}

/// A text for whoever has the other end.
// TODO: which kind of pointer may go to another thread?
pub type Letter = Send<Rc<str>, Eps>;

/// Why the program `post` is rejected.
pub const WHY_POST: Why = Why {
    code: "E0000",
    reason: Reason::OutOfTurn,
};

/// Sends the text.
pub fn post(channel: Chan<(), Letter>, text: &str) {
    let _ = text;
    mem::forget(channel);
}
