//@ title: Folds on the client's side, and a server with one loop and two states

use session_types::{Branch, Chan, Choose, Eps, HasDual, Offer, Rec, Recv, S, Send, Var, Z, offer};

/// The protocol as the client sees it.
pub type Client = <Server as HasDual>::Dual;

/// The protocol as the server sees it.
pub type Server = Rec<Tasks>;

type Tasks = Offer<Rec<Numbers>, Offer<Division, Eps>>;
type Numbers = Offer<Recv<i64, Var<Z>>, Send<i64, Var<S<Z>>>>;
type Division = Recv<i64, Recv<i64, Choose<Send<i64, Var<Z>>, Var<Z>>>>;

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
    let nothing_yet = (channel.enter(), Vec::new());
    let (channel, answers) = tasks
        .into_iter()
        .fold(nothing_yet, |(channel, mut answers), task| {
            let (channel, answer) = match task {
                Task::Sum(numbers) => {
                    let (channel, sum) = numbers
                        .into_iter()
                        .fold(channel.sel1().enter(), |channel, number| {
                            channel.sel1().send(number).zero()
                        })
                        .sel2()
                        .recv();
                    (channel.succ().zero(), Some(sum))
                }
                Task::Divide(dividend, divisor) => {
                    let channel = channel.sel2().sel1().send(dividend).send(divisor);
                    offer! { channel,
                        Quotient => {
                            let (channel, quotient) = channel.recv();
                            (channel.zero(), Some(quotient))
                        },
                        NoQuotient => (channel.zero(), None)
                    }
                }
            };
            answers.push(answer);
            (channel, answers)
        });
    channel.sel2().sel2().close();
    answers
}

/// In which round the server is.
enum Round {
    Tasks(Chan<(Tasks, ()), Tasks>),
    Numbers(Chan<(Numbers, (Tasks, ())), Numbers>, i64),
}

/// Serves a client until it quits, and returns how many tasks it has done.
pub fn server(channel: Chan<(), Server>) -> usize {
    let mut done = 0;
    let mut round = Round::Tasks(channel.enter());
    loop {
        round = match round {
            Round::Tasks(channel) => offer! { channel,
                Sum => Round::Numbers(channel.enter(), 0),
                Divide => {
                    done += 1;
                    let (channel, dividend) = channel.recv();
                    let (channel, divisor) = channel.recv();
                    Round::Tasks(if divisor == 0 {
                        channel.sel2().zero()
                    } else {
                        channel.sel1().send(dividend / divisor).zero()
                    })
                },
                Quit => {
                    channel.close();
                    return done;
                }
            },
            Round::Numbers(channel, sum) => match channel.offer() {
                Branch::Left(channel) => {
                    let (channel, number) = channel.recv();
                    Round::Numbers(channel.zero(), sum + number)
                }
                Branch::Right(channel) => {
                    done += 1;
                    Round::Tasks(channel.send(sum).succ().zero())
                }
            },
        };
    }
}
