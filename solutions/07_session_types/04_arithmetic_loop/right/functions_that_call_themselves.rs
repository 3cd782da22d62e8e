//@ title: Functions that call themselves for each round

use session_types::{Chan, Choose, Eps, HasDual, Left, Offer, Rec, Recv, Right, S, Send, Var, Z};

/// Numbers until the client has enough, and the sum. Then back to the tasks.
type Numbers = Choose<Send<i64, Var<Z>>, Recv<i64, Var<S<Z>>>>;
/// A division. Then back to the tasks.
type Division = Send<i64, Send<i64, Offer<Recv<i64, Var<Z>>, Var<Z>>>>;
type Tasks = Choose<Rec<Numbers>, Choose<Division, Eps>>;

/// The protocol as the client sees it.
pub type Client = Rec<Tasks>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// A channel in the round of the tasks, as the one that the protocol `P` belongs to sees it.
type InTasks<P> = Chan<(P, ()), P>;
/// A channel in the round of the numbers, within that of the tasks.
type InNumbers<N, P> = Chan<(N, (P, ())), N>;

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
    ask(channel.enter(), &tasks, Vec::new())
}

fn ask(channel: InTasks<Tasks>, tasks: &[Task], mut answers: Vec<Option<i64>>) -> Vec<Option<i64>> {
    let (channel, answer) = match tasks.first() {
        None => {
            channel.skip2().close();
            return answers;
        }
        Some(Task::Sum(numbers)) => {
            let (channel, sum) = ask_sum(channel.sel1().enter(), numbers);
            (channel, Some(sum))
        }
        Some(Task::Divide(dividend, divisor)) => {
            match (channel.sel2().sel1())
                .send(*dividend)
                .send(*divisor)
                .offer()
            {
                Left(channel) => {
                    let (channel, quotient) = channel.recv();
                    (channel.zero(), Some(quotient))
                }
                Right(channel) => (channel.zero(), None),
            }
        }
    };
    answers.push(answer);
    ask(channel, &tasks[1..], answers)
}

fn ask_sum(channel: InNumbers<Numbers, Tasks>, numbers: &[i64]) -> (InTasks<Tasks>, i64) {
    match numbers {
        [] => {
            let (channel, sum) = channel.sel2().recv();
            (channel.succ().zero(), sum)
        }
        [first, rest @ ..] => ask_sum(channel.sel1().send(*first).zero(), rest),
    }
}

type Dual<P> = <P as HasDual>::Dual;

/// Serves a client until it quits, and returns how many tasks it has done.
pub fn server(channel: Chan<(), Server>) -> usize {
    serve(channel.enter())
}

fn serve(channel: InTasks<Dual<Tasks>>) -> usize {
    let channel = match channel.offer() {
        Left(numbers) => add_up(numbers.enter(), 0),
        Right(channel) => match channel.offer() {
            Left(division) => divide(division),
            Right(end) => {
                end.close();
                return 0;
            }
        },
    };
    1 + serve(channel)
}

fn add_up(channel: InNumbers<Dual<Numbers>, Dual<Tasks>>, so_far: i64) -> InTasks<Dual<Tasks>> {
    match channel.offer() {
        Left(channel) => {
            let (channel, number) = channel.recv();
            add_up(channel.zero(), so_far + number)
        }
        Right(channel) => channel.send(so_far).succ().zero(),
    }
}

fn divide(channel: Chan<(Dual<Tasks>, ()), Dual<Division>>) -> InTasks<Dual<Tasks>> {
    let (channel, dividend) = channel.recv();
    let (channel, divisor) = channel.recv();
    match dividend.checked_div(divisor) {
        Some(quotient) => channel.sel1().send(quotient).zero(),
        None => channel.sel2().zero(),
    }
}
