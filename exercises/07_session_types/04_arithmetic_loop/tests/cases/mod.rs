//! What the protocol and its two sides must be, round after round.
//!
//! The cases compile with whatever types the learner has written: an end of a channel is handed
//! over through `Any`, and if its type is not the protocol of the statement, the case says so.

use std::any::TypeId;
use std::sync::LazyLock;
use std::thread;

use native_checks::process::in_its_own_process;
use native_checks::programs::Verdicts;
use native_checks::sessions::{be_told, departs, hand_over, hear, name, same_protocol};
use session_types::{
    Chan, Choose, Eps, HasDual, Left, Offer, Rec, Recv, Right, S, Send, Var, Z, session_channel,
};

use crate::subject::{self, Client, Server, Task};

/// The protocol of the statement, from either side.
type Sum = Rec<Choose<Send<i64, Var<Z>>, Recv<i64, Var<S<Z>>>>>;
type Divide = Send<i64, Send<i64, Offer<Recv<i64, Var<Z>>, Var<Z>>>>;
type Asks = Rec<Choose<Sum, Choose<Divide, Eps>>>;
type Answers = <Asks as HasDual>::Dual;

#[test]
fn the_type_says_which_round_is_returned_to() {
    assert!(
        TypeId::of::<Client>() == TypeId::of::<Asks>(),
        "`Client` is `{}`. {}",
        name::<Client>(),
        departs::<Client, Asks>()
    );
}

#[test]
fn the_server_is_the_dual_of_the_client() {
    type Dual = <Client as HasDual>::Dual;
    assert!(
        TypeId::of::<Server>() == TypeId::of::<Dual>(),
        "`Server` is `{}`, and the dual of your `Client` is `{}`",
        name::<Server>(),
        name::<Dual>()
    );
}

fn sum(numbers: &[i64]) -> Task {
    Task::Sum(numbers.to_vec())
}

/// Conversations that a client may have.
fn conversations() -> Vec<Vec<Task>> {
    let mut many = Vec::new();
    for n in 0..20 {
        many.push(Task::Sum((0..n).collect()));
        many.push(Task::Divide(100, n - 10));
    }
    vec![
        vec![],
        vec![Task::Divide(84, 2)],
        vec![Task::Divide(-7, 2), Task::Divide(7, -2)],
        vec![Task::Divide(1, 0), Task::Divide(9, 3)],
        vec![sum(&[1, 2, 3])],
        vec![sum(&[5]), sum(&[6, 7]), sum(&[])],
        vec![sum(&[]), Task::Divide(0, 5), sum(&[-1, -2])],
        many,
    ]
}

fn answer(task: &Task) -> Option<i64> {
    match task {
        Task::Sum(numbers) => Some(numbers.iter().sum()),
        Task::Divide(dividend, divisor) => dividend.checked_div(*divisor),
    }
}

#[test]
fn the_server_answers_task_after_task() {
    in_its_own_process(
        concat!(module_path!(), "::the_server_answers_task_after_task"),
        server_alone,
    );
}

#[test]
fn the_client_puts_every_task_to_the_server() {
    in_its_own_process(
        concat!(module_path!(), "::the_client_puts_every_task_to_the_server"),
        client_alone,
    );
}

#[test]
fn client_and_server_understand_each_other() {
    in_its_own_process(
        concat!(module_path!(), "::client_and_server_understand_each_other"),
        || {
            // If one side does not keep to the protocol, the other may wait for ever. So each is
            // tried alone first.
            server_alone();
            client_alone();
            for tasks in conversations() {
                let (asking, answering) = session_channel::<Asks>();
                let asking = hand_over::<_, Client>(asking);
                let answering = hand_over::<_, Server>(answering);
                let server = thread::spawn(move || subject::server(answering));
                let answers = subject::client(asking, tasks.clone());
                let served = server.join().expect("`server` does not panic");
                let right: Vec<_> = tasks.iter().map(answer).collect();
                assert_eq!(answers, right, "the answers to {tasks:?}");
                assert_eq!(served, tasks.len(), "what `server` counted for {tasks:?}");
            }
        },
    );
}

/// Puts the tasks to the server under test. What it answered; nothing if it ended too early.
fn ask(
    asking: Chan<(), Asks>,
    tasks: &[Task],
    ended: &dyn Fn() -> bool,
) -> Option<Vec<Option<i64>>> {
    let mut answers = Vec::new();
    let mut channel = asking.enter();
    for task in tasks {
        match task {
            Task::Sum(numbers) => {
                let mut inner = channel.sel1().enter();
                for number in numbers {
                    inner = inner.sel1().send(*number).zero();
                }
                let (inner, sum) = hear(inner.sel2(), ended)?;
                channel = inner.succ().zero();
                answers.push(Some(sum));
            }
            Task::Divide(dividend, divisor) => {
                let decision = channel.sel2().sel1().send(*dividend).send(*divisor);
                channel = match be_told(decision, ended)? {
                    Left(quotient) => {
                        let (next, quotient) = hear(quotient, ended)?;
                        answers.push(Some(quotient));
                        next.zero()
                    }
                    Right(none) => {
                        answers.push(None);
                        none.zero()
                    }
                };
            }
        }
    }
    channel.sel2().sel2().close();
    Some(answers)
}

/// The check plays the client.
fn server_alone() {
    same_protocol::<Client, Server, Asks>("Client", "Server");
    for tasks in conversations() {
        let (asking, answering) = session_channel::<Asks>();
        let answering = hand_over::<_, Server>(answering);
        let server = thread::spawn(move || subject::server(answering));
        // Should the server be gone in between, its own panic has told why, and a `send` here ends
        // the process.
        let answers = ask(asking, &tasks, &|| server.is_finished());
        let served = server
            .join()
            .expect("`server` panicked; was the channel dropped where it should be closed?");
        assert!(
            answers.is_some(),
            "`server` ended before it had answered all of {tasks:?}"
        );
        assert_eq!(
            answers,
            Some(tasks.iter().map(answer).collect()),
            "what `server` answered (left), and what it should (right), to {tasks:?}"
        );
        assert_eq!(
            served,
            tasks.len(),
            "how many tasks `server` counted in {tasks:?}"
        );
    }
}

/// Serves the client under test, with answers that nobody guesses: the tasks that came, and the
/// answers given. Nothing if the client ended too early.
fn serve(
    answering: Chan<(), Answers>,
    ended: &dyn Fn() -> bool,
) -> Option<(Vec<Task>, Vec<Option<i64>>)> {
    let mut tasks = Vec::new();
    let mut answers = Vec::new();
    let mut channel = answering.enter();
    loop {
        let next = 1001 + 17 * i64::try_from(tasks.len()).expect("few tasks");
        channel = match be_told(channel, ended)? {
            Left(sum) => {
                let mut numbers = Vec::new();
                let mut inner = sum.enter();
                let outer = loop {
                    match be_told(inner, ended)? {
                        Left(more) => {
                            let (more, number) = hear(more, ended)?;
                            numbers.push(number);
                            inner = more.zero();
                        }
                        Right(all) => break all.send(next).succ().zero(),
                    }
                };
                tasks.push(Task::Sum(numbers));
                answers.push(Some(next));
                outer
            }
            Right(rest) => match be_told(rest, ended)? {
                Left(divide) => {
                    let (divide, dividend) = hear(divide, ended)?;
                    let (decision, divisor) = hear(divide, ended)?;
                    tasks.push(Task::Divide(dividend, divisor));
                    // Whatever the numbers are: an odd dividend has no quotient here.
                    if dividend % 2 == 0 {
                        answers.push(Some(next));
                        decision.sel1().send(next).zero()
                    } else {
                        answers.push(None);
                        decision.sel2().zero()
                    }
                }
                Right(quit) => {
                    quit.close();
                    return Some((tasks, answers));
                }
            },
        };
    }
}

/// The check plays the server.
fn client_alone() {
    same_protocol::<Client, Server, Asks>("Client", "Server");
    for tasks in conversations() {
        let (asking, answering) = session_channel::<Asks>();
        let asking = hand_over::<_, Client>(asking);
        let client = thread::spawn({
            let tasks = tasks.clone();
            move || subject::client(asking, tasks)
        });
        let heard = serve(answering, &|| client.is_finished());
        let returned = client
            .join()
            .expect("`client` panicked; was the channel dropped where it should be closed?");
        let Some((asked, answers)) = heard else {
            panic!("`client` ended and had not quit, with the tasks {tasks:?}");
        };
        assert_eq!(
            asked, tasks,
            "the tasks that `client` put to the server (left), and those that it had (right)"
        );
        assert_eq!(
            returned, answers,
            "what `client` returned (left), and what the server had answered (right), to {tasks:?}"
        );
    }
}

/// Programs that use the learner's types, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &["session_types = \"0.3.1\""],
        native_checks::programs![
            "keeps_to_the_protocol",
            "does_not_enter",
            "zero_to_the_outer_round",
            "one_succ_too_many",
            "quits_within_a_sum",
            "the_channel_of_the_last_round",
        ],
    )
});

#[test]
fn a_program_that_keeps_to_the_protocol_compiles() {
    PROGRAMS.must_accept(
        "keeps_to_the_protocol",
        "it goes through every branch, and back on every way, as the task says",
    );
}

#[test]
fn choosing_before_the_round_is_entered_does_not_compile() {
    PROGRAMS.must_reject(
        "does_not_enter",
        "E0599",
        "a protocol that begins with `Rec` must be entered first",
    );
}

#[test]
fn zero_on_the_way_to_the_outer_round_does_not_compile() {
    PROGRAMS.must_reject(
        "zero_to_the_outer_round",
        "E0599",
        "after the sum, the way leads to the outer round: `succ` comes before `zero`",
    );
}

#[test]
fn succ_on_the_way_to_the_inner_round_does_not_compile() {
    PROGRAMS.must_reject(
        "one_succ_too_many",
        "E0599",
        "after a number, the way leads to the round of numbers: there is no `succ`",
    );
}

#[test]
fn quitting_within_a_sum_does_not_compile() {
    PROGRAMS.must_reject(
        "quits_within_a_sum",
        "E0599",
        "a channel on which a sum is due has no `close`",
    );
}

#[test]
fn using_the_channel_of_the_last_round_does_not_compile() {
    PROGRAMS.must_reject(
        "the_channel_of_the_last_round",
        "E0382",
        "each round takes the channel and gives back another one",
    );
}
