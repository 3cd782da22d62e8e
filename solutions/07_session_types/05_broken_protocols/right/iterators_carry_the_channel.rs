//@ title: Iterators that carry the channel along, and all reasons made by one function

use std::sync::Arc;

use session_types::{Chan, Choose, Eps, HasDual, Offer, Rec, Recv, S, Send, Var, Z, offer};

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

const fn why(code: &'static str, reason: Reason) -> Why {
    Why { code, reason }
}

/// The PIN, then the machine decides.
pub type Customer = Send<u16, Offer<Recv<u64, Eps>, Eps>>;

/// Why the program `balance` is rejected.
pub const WHY_BALANCE: Why = why("E0599", Reason::OutOfTurn);

/// Sends the PIN. Returns the balance, if the machine accepts the PIN.
pub fn balance(channel: Chan<(), Customer>, pin: u16) -> Option<u64> {
    let channel = channel.send(pin);
    let (channel, balance) = offer! { channel,
        Accepted => {
            let (channel, balance) = channel.recv();
            (channel, Some(balance))
        },
        Rejected => (channel, None)
    };
    channel.close();
    balance
}

/// Numbers, one after the other, until the end is chosen.
pub type Feed = Rec<Choose<Send<u32, Var<Z>>, Eps>>;

/// Why the program `feed` is rejected.
pub const WHY_FEED: Why = why("E0599", Reason::EndsTooEarly);

/// Sends all numbers, and then chooses the end.
pub fn feed(channel: Chan<(), Feed>, numbers: &[u32]) {
    numbers
        .iter()
        .fold(channel.enter(), |channel, &number| {
            channel.sel1().send(number).zero()
        })
        .sel2()
        .close();
}

/// A text comes, and its length goes back.
pub type Measure = Recv<String, Send<u32, Eps>>;

/// Why the program `measure` is rejected.
pub const WHY_MEASURE: Why = why("E0308", Reason::WrongMessage);

/// Receives a text, and sends its length in bytes.
pub fn measure(channel: Chan<(), Measure>) {
    let (channel, text) = channel.recv();
    let length = text.len().try_into().unwrap_or(u32::MAX);
    channel.send(length).close();
}

/// Questions, one after the other, until the end is chosen.
pub type Search = Rec<Choose<Send<u32, Recv<bool, Var<Z>>>, Eps>>;

/// Why the program `search` is rejected.
pub const WHY_SEARCH: Why = why("E0382", Reason::UsedUp);

/// Asks about one number after the other, until the answer is `true`. Returns that number.
pub fn search(channel: Chan<(), Search>, numbers: &[u32]) -> Option<u32> {
    let asked = numbers
        .iter()
        .try_fold(channel.enter(), |channel, &number| {
            let (channel, found) = channel.sel1().send(number).recv();
            let channel = channel.zero();
            // An error ends the fold early. Here it is good news.
            if found {
                Err((channel, number))
            } else {
                Ok(channel)
            }
        });
    let (channel, found) = match asked {
        Ok(channel) => (channel, None),
        Err((channel, number)) => (channel, Some(number)),
    };
    channel.sel2().close();
    found
}

/// A name, then the clerk decides: a room, or none.
pub type Guest = Send<String, Offer<Recv<u32, Eps>, Eps>>;
/// The other side of `Guest`.
pub type Clerk = <Guest as HasDual>::Dual;

/// Why the program `clerk` is rejected.
pub const WHY_CLERK: Why = why("E0271", Reason::NotDual);

/// Receives a name, and tells whether there is a room, and which.
pub fn clerk(channel: Chan<(), Clerk>, room: impl FnOnce(&str) -> Option<u32>) {
    let (channel, name) = channel.recv();
    let Some(number) = room(&name) else {
        return channel.sel2().close();
    };
    channel.sel1().send(number).close();
}

/// The other side decides whether there is a text.
pub type News = Offer<Recv<String, Eps>, Eps>;

/// Why the program `news` is rejected.
pub const WHY_NEWS: Why = why("E0004", Reason::ArmMissing);

/// Returns the text, if there is one.
pub fn news(channel: Chan<(), News>) -> Option<String> {
    offer! { channel,
        Text => {
            let (channel, text) = channel.recv();
            channel.close();
            Some(text)
        },
        Nothing => {
            channel.close();
            None
        }
    }
}

/// Rows until the end is chosen; in each of them, numbers until the row is full.
pub type Table = Rec<Choose<Rec<Choose<Send<u32, Var<Z>>, Var<S<Z>>>>, Eps>>;

/// Why the program `table` is rejected.
pub const WHY_TABLE: Why = why("E0599", Reason::WrongRound);

/// Sends all rows, and then chooses the end.
pub fn table(channel: Chan<(), Table>, rows: &[Vec<u32>]) {
    let table = rows.iter().fold(channel.enter(), |table, row| {
        let full = row.iter().fold(table.sel1().enter(), |row, &number| {
            row.sel1().send(number).zero()
        });
        full.sel2().succ().zero()
    });
    table.sel2().close();
}

/// A text for whoever has the other end.
pub type Letter = Send<Arc<str>, Eps>;

/// Why the program `post` is rejected.
pub const WHY_POST: Why = why("E0599", Reason::CannotCross);

/// Sends the text.
pub fn post(channel: Chan<(), Letter>, text: &str) {
    channel.send(text.into()).close();
}
