//@ title: One task, and the conversation is over
//@ idea: "For the next task there is the next channel."
//@ test: the_type_says_which_round_is_returned_to
//@ kind: assert
//@ says: `Client` is `Choose<

use session_types::{Chan, Choose, Eps, HasDual, Left, Offer, Recv, Right, Send, offer};

/// Two numbers, and their sum. No round: whoever has three numbers is out of luck.
pub type Sum = Send<i64, Send<i64, Recv<i64, Eps>>>;

/// Two numbers out. Then the server decides whether there is a quotient.
pub type Divide = Send<i64, Send<i64, Offer<Recv<i64, Eps>, Eps>>>;

/// The protocol as the client sees it: one task.
pub type Client = Choose<Sum, Choose<Divide, Eps>>;

/// The protocol as the server sees it.
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
    let answer = match tasks.first() {
        None => {
            channel.sel2().sel2().close();
            return vec![];
        }
        Some(Task::Sum(numbers)) => {
            let first = numbers.first().copied().unwrap_or(0);
            let rest = numbers.iter().skip(1).sum();
            let (channel, sum) = channel.sel1().send(first).send(rest).recv();
            channel.close();
            Some(sum)
        }
        Some(Task::Divide(dividend, divisor)) => {
            match channel.sel2().sel1().send(*dividend).send(*divisor).offer() {
                Left(channel) => {
                    let (channel, quotient) = channel.recv();
                    channel.close();
                    Some(quotient)
                }
                Right(channel) => {
                    channel.close();
                    None
                }
            }
        }
    };
    vec![answer]
}

/// Serves a client until it quits, and returns how many tasks it has done.
pub fn server(channel: Chan<(), Server>) -> usize {
    offer! { channel,
        Sum => {
            let (channel, first) = channel.recv();
            let (channel, second) = channel.recv();
            channel.send(first + second).close();
        },
        Divide => {
            let (channel, dividend) = channel.recv();
            let (channel, divisor) = channel.recv();
            match dividend.checked_div(divisor) {
                Some(quotient) => channel.sel1().send(quotient).close(),
                None => channel.sel2().close()
            }
        },
        Quit => {
            channel.close();
            return 0;
        }
    }
    1
}
