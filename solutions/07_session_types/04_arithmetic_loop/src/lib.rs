//! A calculator that is asked as long as there are tasks.

use session_types::{
    Chan, Choose, Eps, HasDual, Left, Offer, Rec, Recv, Right, S, Send, Var, Z, offer,
};

/// The round of numbers: one more, or that was all.
// `Z` is the round that begins in this line, `S<Z>` the one around it. So this type makes sense only
// within another round; `Sum` alone would return to a place that does not exist.
pub type Sum = Rec<Choose<Send<i64, Var<Z>>, Recv<i64, Var<S<Z>>>>>;

/// Two numbers out. Then the server decides whether there is a quotient.
// Both branches return to the round of tasks, which is the innermost one here.
pub type Divide = Send<i64, Send<i64, Offer<Recv<i64, Var<Z>>, Var<Z>>>>;

/// The protocol as the client sees it: the round of tasks.
pub type Client = Rec<Choose<Sum, Choose<Divide, Eps>>>;

/// The protocol as the server sees it.
// The dual of `Var` is `Var`: both sides go back to the same place.
pub type Server = <Client as HasDual>::Dual;

/// What a client may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// The sum of all these.
    Sum(Vec<i64>),
    /// The first divided by the second.
    Divide(i64, i64),
}

/// Puts all tasks to the server, and returns its answers in the order of the tasks.
pub fn client(channel: Chan<(), Client>, tasks: Vec<Task>) -> Vec<Option<i64>> {
    let mut answers = Vec::new();
    // The variable has the same type at the beginning of each round: that of a channel on which the
    // client chooses. Whatever happens in a round must come back to it.
    let mut channel = channel.enter();
    for task in tasks {
        match task {
            Task::Sum(numbers) => {
                let mut inner = channel.sel1().enter();
                for number in numbers {
                    inner = inner.sel1().send(number).zero();
                }
                let (inner, sum) = inner.sel2().recv();
                answers.push(Some(sum));
                // One round out, then to its beginning.
                channel = inner.succ().zero();
            }
            Task::Divide(dividend, divisor) => {
                channel = match channel.sel2().sel1().send(dividend).send(divisor).offer() {
                    Left(channel) => {
                        let (channel, quotient) = channel.recv();
                        answers.push(Some(quotient));
                        channel.zero()
                    }
                    Right(channel) => {
                        answers.push(None);
                        channel.zero()
                    }
                };
            }
        }
    }
    // Without this the server would wait for the next task.
    channel.sel2().sel2().close();
    answers
}

/// Serves a client until it quits, and returns how many tasks it has done.
pub fn server(channel: Chan<(), Server>) -> usize {
    let mut served = 0;
    let mut channel = channel.enter();
    loop {
        channel = offer! { channel,
            Sum => {
                // Each sum begins at nothing.
                let mut sum = 0;
                let mut inner = channel.enter();
                // The way out of the inner loop is the channel of the outer one.
                loop {
                    match inner.offer() {
                        Left(channel) => {
                            let (channel, number) = channel.recv();
                            sum += number;
                            inner = channel.zero();
                        }
                        Right(channel) => break channel.send(sum).succ().zero(),
                    }
                }
            },
            Divide => {
                let (channel, dividend) = channel.recv();
                let (channel, divisor) = channel.recv();
                // `/` would panic, drop the channel while it unwinds, and end the process.
                match dividend.checked_div(divisor) {
                    Some(quotient) => channel.sel1().send(quotient).zero(),
                    None => channel.sel2().zero(),
                }
            },
            Quit => {
                channel.close();
                return served;
            }
        };
        served += 1;
    }
}
