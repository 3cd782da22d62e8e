//@ title: The client calculates
//@ idea: "I know the sum already, so I need not listen."
//@ test: the_client_puts_every_task_to_the_server
//@ kind: assert
//@ says: what `client` returned (left)

use session_types::{
    Chan, Choose, Eps, HasDual, Left, Offer, Rec, Recv, Right, S, Send, Var, Z, offer,
};

/// The round of numbers: one more, or that was all.
pub type Sum = Rec<Choose<Send<i64, Var<Z>>, Recv<i64, Var<S<Z>>>>>;

/// Two numbers out. Then the server decides whether there is a quotient.
pub type Divide = Send<i64, Send<i64, Offer<Recv<i64, Var<Z>>, Var<Z>>>>;

/// The protocol as the client sees it: the round of tasks.
pub type Client = Rec<Choose<Sum, Choose<Divide, Eps>>>;

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
    let mut answers = Vec::new();
    let mut channel = channel.enter();
    for task in tasks {
        match task {
            Task::Sum(numbers) => {
                let mut inner = channel.sel1().enter();
                let mut sum = 0;
                for number in numbers {
                    sum += number;
                    inner = inner.sel1().send(number).zero();
                }
                let (inner, _) = inner.sel2().recv();
                answers.push(Some(sum));
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
                let mut sum = 0;
                let mut inner = channel.enter();
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
