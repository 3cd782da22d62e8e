//@ title: Rounds as functions that call themselves, and one function for two protocols that end alike

use std::sync::Arc;

use session_types::{Chan, Choose, Eps, Left, Offer, Rec, Recv, Right, S, Send, Var, Z};

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
pub const WHY_BALANCE: Why = Why {
    code: "E0599",
    reason: Reason::OutOfTurn,
};

/// Sends the PIN. Returns the balance, if the machine accepts the PIN.
pub fn balance(channel: Chan<(), Customer>, pin: u16) -> Option<u64> {
    perhaps(channel.send(pin))
}

/// Two of the protocols end like this.
fn perhaps<E, T>(channel: Chan<E, Offer<Recv<T, Eps>, Eps>>) -> Option<T>
where
    T: std::marker::Send + 'static,
{
    let (end, received) = match channel.offer() {
        Left(channel) => {
            let (end, received) = channel.recv();
            (end, Some(received))
        }
        Right(end) => (end, None),
    };
    end.close();
    received
}

/// Numbers, one after the other, until the end is chosen.
pub type Feed = Rec<Feeding>;
type Feeding = Choose<Send<u32, Var<Z>>, Eps>;

/// Why the program `feed` is rejected.
pub const WHY_FEED: Why = Why {
    code: "E0599",
    reason: Reason::EndsTooEarly,
};

/// Sends all numbers, and then chooses the end.
pub fn feed(channel: Chan<(), Feed>, numbers: &[u32]) {
    fn go_on(channel: Chan<(Feeding, ()), Feeding>, numbers: &[u32]) {
        match numbers {
            [] => channel.sel2().close(),
            [first, rest @ ..] => go_on(channel.sel1().send(*first).zero(), rest),
        }
    }
    go_on(channel.enter(), numbers);
}

/// A text comes, and its length goes back.
pub type Measure = Recv<String, Send<u32, Eps>>;

/// Why the program `measure` is rejected.
pub const WHY_MEASURE: Why = Why {
    code: "E0308",
    reason: Reason::WrongMessage,
};

/// Receives a text, and sends its length in bytes.
pub fn measure(channel: Chan<(), Measure>) {
    let (channel, text) = channel.recv();
    let mut length = 0;
    for _byte in text.bytes() {
        length += 1;
    }
    channel.send(length).close();
}

/// Questions, one after the other, until the end is chosen.
pub type Search = Rec<Searching>;
type Searching = Choose<Send<u32, Recv<bool, Var<Z>>>, Eps>;

/// Why the program `search` is rejected.
pub const WHY_SEARCH: Why = Why {
    code: "E0382",
    reason: Reason::UsedUp,
};

/// Asks about one number after the other, until the answer is `true`. Returns that number.
pub fn search(channel: Chan<(), Search>, numbers: &[u32]) -> Option<u32> {
    fn go_on(
        channel: Chan<(Searching, ()), Searching>,
        numbers: &[u32],
        found: Option<u32>,
    ) -> Option<u32> {
        match numbers {
            [first, rest @ ..] if found.is_none() => {
                let (channel, yes) = channel.sel1().send(*first).recv();
                go_on(channel.zero(), rest, yes.then_some(*first))
            }
            _ => {
                channel.sel2().close();
                found
            }
        }
    }
    go_on(channel.enter(), numbers, None)
}

/// A name, then the clerk decides: a room, or none.
pub type Guest = Send<String, Offer<Recv<u32, Eps>, Eps>>;
/// The other side of `Guest`.
pub type Clerk = Recv<String, Choose<Send<u32, Eps>, Eps>>;

/// Why the program `clerk` is rejected.
pub const WHY_CLERK: Why = Why {
    code: "E0271",
    reason: Reason::NotDual,
};

/// Receives a name, and tells whether there is a room, and which.
pub fn clerk(channel: Chan<(), Clerk>, room: impl FnOnce(&str) -> Option<u32>) {
    let (channel, name) = channel.recv();
    let end = match room(name.as_str()) {
        Some(number) => channel.sel1().send(number),
        None => channel.sel2(),
    };
    end.close();
}

/// The other side decides whether there is a text.
pub type News = Offer<Recv<String, Eps>, Eps>;

/// Why the program `news` is rejected.
pub const WHY_NEWS: Why = Why {
    code: "E0004",
    reason: Reason::ArmMissing,
};

/// Returns the text, if there is one.
pub fn news(channel: Chan<(), News>) -> Option<String> {
    perhaps(channel)
}

/// Rows until the end is chosen; in each of them, numbers until the row is full.
pub type Table = Rec<Rows>;
type Rows = Choose<Rec<Row>, Eps>;
type Row = Choose<Send<u32, Var<Z>>, Var<S<Z>>>;

/// Why the program `table` is rejected.
pub const WHY_TABLE: Why = Why {
    code: "E0599",
    reason: Reason::WrongRound,
};

/// Sends all rows, and then chooses the end.
pub fn table(channel: Chan<(), Table>, rows: &[Vec<u32>]) {
    /// In the round of a row, within that of the rows.
    fn send_row(channel: Chan<(Row, (Rows, ())), Row>, row: &[u32]) -> Chan<(Rows, ()), Rows> {
        let Some((first, rest)) = row.split_first() else {
            return channel.sel2().succ().zero();
        };
        send_row(channel.sel1().send(*first).zero(), rest)
    }
    let mut channel = channel.enter();
    for row in rows {
        channel = send_row(channel.sel1().enter(), row);
    }
    channel.sel2().close();
}

/// A text for whoever has the other end.
pub type Letter = Send<Arc<str>, Eps>;

/// Why the program `post` is rejected.
pub const WHY_POST: Why = Why {
    code: "E0599",
    reason: Reason::CannotCross,
};

/// Sends the text.
pub fn post(channel: Chan<(), Letter>, text: &str) {
    channel.send(Arc::from(text.to_owned())).close();
}
