//! Small programs over locks, channels and the like: their type, random ones, and the comparison of what the checker finds with
//! what enumerating every interleaving finds.

pub(crate) mod machine;
mod run;

use interleave::{FailureKind, Verdict};
use interleave_axioms::random::Rng;
use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

/// What each thread saw, in its order.
pub(crate) type Outcome = Vec<Vec<u32>>;

// What is seen that is not a value.
pub(crate) const WOULD_BLOCK: u32 = 100;
pub(crate) const DISCONNECTED: u32 = 101;
pub(crate) const EMPTY: u32 = 102;
pub(crate) const FULL: u32 = 103;
pub(crate) const TIMED_OUT: u32 = 104;
pub(crate) const WOKEN: u32 = 105;
pub(crate) const LEADER: u32 = 106;
pub(crate) const FOLLOWER: u32 = 107;
pub(crate) const SENT: u32 = 108;

/// An operation. Objects are named by their index among those of their kind. What is seen is noted: of a lock the value that it
/// guards, which who has it for writing then adds one to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Op {
    Lock(usize, Vec<Op>),
    TryLock(usize, Vec<Op>),
    Read(usize, Vec<Op>),
    TryRead(usize, Vec<Op>),
    Write(usize, Vec<Op>),
    TryWrite(usize, Vec<Op>),
    /// Only inside `Lock` of the mutex with the same index, which it waits with.
    Wait(usize),
    WaitTimeout(usize),
    NotifyOne(usize),
    NotifyAll(usize),
    Send(usize, u32),
    TrySend(usize, u32),
    Recv(usize),
    TryRecv(usize),
    RecvTimeout(usize),
    Barrier(usize),
    Park,
    ParkTimeout,
    /// Of a thread with a lower index, whose handle was there when this thread started.
    Unpark(usize),
    /// `OnceLock::get_or_init`, with the thread's index + 1.
    Init(usize),
    Get(usize),
    Load(usize),
    Store(usize, u32),
    Add(usize),
}

/// A channel: its capacity, if it has one, and the thread that has the receiver. Every thread that sends has a sender of its own,
/// and drops it when it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Channel {
    pub(crate) capacity: Option<usize>,
    pub(crate) receiver: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Program {
    pub(crate) threads: Vec<Vec<Op>>,
    /// How many mutexes there are, each with a condition variable.
    pub(crate) mutexes: usize,
    pub(crate) rwlocks: usize,
    pub(crate) channels: Vec<Channel>,
    /// For how many threads each barrier is.
    pub(crate) barriers: Vec<usize>,
    pub(crate) onces: usize,
    /// All accesses are SeqCst.
    pub(crate) atomics: usize,
}

impl Program {
    /// Whether the thread has a sender of the channel.
    pub(crate) fn sends(&self, thread: usize, channel: usize) -> bool {
        fn any(ops: &[Op], channel: usize) -> bool {
            ops.iter().any(|op| match op {
                Op::Send(c, _) | Op::TrySend(c, _) => *c == channel,
                Op::Lock(_, body) | Op::TryLock(_, body) | Op::Read(_, body) => any(body, channel),
                Op::TryRead(_, body) | Op::Write(_, body) | Op::TryWrite(_, body) => {
                    any(body, channel)
                }
                _ => false,
            })
        }
        any(&self.threads[thread], channel)
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Channel { capacity, receiver }) in self.channels.iter().enumerate() {
            writeln!(
                f,
                "channel {index}: capacity {capacity:?}, receiver in thread {receiver}"
            )?;
        }
        writeln!(f, "barriers for {:?}", self.barriers)?;
        self.threads
            .iter()
            .enumerate()
            .try_for_each(|(thread, ops)| writeln!(f, "thread {thread}: {ops:?}"))
    }
}

/// Which families of operations to draw from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Mutex,
    TryLock,
    RwLock,
    TryRwLock,
    Condvar,
    CondvarTimeout,
    Channel,
    SyncChannel,
    Rendezvous,
    Barrier,
    Park,
    Once,
    Atomic,
}

/// A random program of two or three threads and a few operations.
pub(crate) fn random(seed: u64, families: &[Family]) -> Program {
    use Family::*;
    let mut rng = Rng(seed);
    rng = Rng(rng.next());
    let threads = rng.within(&(2..=3));
    let has = |family| families.contains(&family);
    let mut program = Program {
        threads: vec![vec![]; threads],
        mutexes: rng.within(&(1..=2)),
        rwlocks: rng.within(&(1..=2)),
        onces: 1,
        atomics: rng.within(&(1..=2)),
        ..Program::default()
    };
    let capacities: Vec<Option<usize>> = [
        (Channel, None),
        (SyncChannel, Some(1)),
        (SyncChannel, Some(2)),
        (Rendezvous, Some(0)),
    ]
    .into_iter()
    .filter_map(|(family, capacity)| has(family).then_some(capacity))
    .collect();
    if !capacities.is_empty() {
        for _ in 0..rng.within(&(1..=2)) {
            program.channels.push(self::Channel {
                capacity: *rng.pick(&capacities),
                receiver: rng.below(threads),
            });
        }
    }
    program.barriers = vec![rng.within(&(1..=threads))];
    let mut budget = rng.within(&(threads..=6));
    for thread in 0..threads {
        let share = if thread + 1 == threads {
            budget
        } else {
            rng.within(&(1..=2)).min(budget)
        };
        let mut drawer = Drawer {
            rng: &mut rng,
            families,
            program: &program,
            thread,
            held: vec![],
        };
        let ops = drawer.block(share);
        program.threads[thread] = ops;
        budget -= share;
    }
    program
}

struct Drawer<'a> {
    rng: &'a mut Rng,
    families: &'a [Family],
    program: &'a Program,
    thread: usize,
    /// The locks that are held here, so that no thread waits for itself: (is a mutex, index).
    held: Vec<(bool, usize)>,
}

impl Drawer<'_> {
    fn block(&mut self, mut budget: usize) -> Vec<Op> {
        let mut ops = vec![];
        while budget > 0 {
            let family = *self.rng.pick(self.families);
            let nested = self.rng.below(budget.min(3));
            match self.op(family, nested) {
                Some(op) => {
                    budget -= 1 + if matches!(op, Op::Lock(..) | Op::TryLock(..) | Op::Read(..)) {
                        nested
                    } else {
                        0
                    };
                    ops.push(op);
                }
                // Not every family has an operation that this thread may do here; that costs too, so that drawing ends.
                None => budget -= 1,
            }
        }
        ops
    }

    fn locked(&mut self, mutex: bool, index: usize, budget: usize) -> Option<Vec<Op>> {
        if self.held.contains(&(mutex, index)) {
            return None;
        }
        self.held.push((mutex, index));
        let body = self.block(budget);
        self.held.pop();
        Some(body)
    }

    fn op(&mut self, family: Family, nested: usize) -> Option<Op> {
        let Program {
            mutexes,
            rwlocks,
            ref channels,
            ref barriers,
            atomics,
            ..
        } = *self.program;
        let (mutex, rwlock) = (self.rng.below(mutexes), self.rng.below(rwlocks));
        let flip = self.rng.percent(50);
        match family {
            Family::Mutex => Some(Op::Lock(mutex, self.locked(true, mutex, nested)?)),
            Family::TryLock => Some(Op::TryLock(mutex, self.locked(true, mutex, nested)?)),
            Family::RwLock | Family::TryRwLock => {
                let body = self.locked(false, rwlock, nested)?;
                Some(match (family == Family::RwLock, flip) {
                    (true, true) => Op::Read(rwlock, body),
                    (true, false) => Op::Write(rwlock, body),
                    (false, true) => Op::TryRead(rwlock, body),
                    (false, false) => Op::TryWrite(rwlock, body),
                })
            }
            Family::Condvar | Family::CondvarTimeout => match self.rng.below(4) {
                0 => Some(Op::NotifyOne(mutex)),
                1 => Some(Op::NotifyAll(mutex)),
                _ if self.held.iter().any(|(mutex, _)| *mutex) => {
                    let held: Vec<usize> = self
                        .held
                        .iter()
                        .filter(|(mutex, _)| *mutex)
                        .map(|&(_, index)| index)
                        .collect();
                    let index = *self.rng.pick(&held);
                    Some(if family == Family::Condvar {
                        Op::Wait(index)
                    } else {
                        Op::WaitTimeout(index)
                    })
                }
                _ => {
                    self.held.push((true, mutex));
                    let mut body = self.block(nested.min(1));
                    self.held.pop();
                    body.insert(
                        0,
                        if family == Family::Condvar {
                            Op::Wait(mutex)
                        } else {
                            Op::WaitTimeout(mutex)
                        },
                    );
                    Some(Op::Lock(mutex, body))
                }
            },
            Family::Channel | Family::SyncChannel | Family::Rendezvous => {
                let channel = self.rng.below(channels.len());
                let value = self.rng.below(90) as u32;
                let trying = self.rng.percent(30);
                if channels[channel].receiver != self.thread {
                    let bounded = channels[channel].capacity.is_some();
                    return Some(if trying && bounded {
                        Op::TrySend(channel, value)
                    } else {
                        Op::Send(channel, value)
                    });
                }
                Some(match (trying, flip) {
                    (false, _) => Op::Recv(channel),
                    (true, true) => Op::TryRecv(channel),
                    (true, false) => Op::RecvTimeout(channel),
                })
            }
            Family::Barrier => Some(Op::Barrier(self.rng.below(barriers.len()))),
            Family::Park => match self.rng.below(5) {
                0 => Some(Op::Park),
                1 => Some(Op::ParkTimeout),
                _ if self.thread == 0 => Some(Op::Park),
                _ => Some(Op::Unpark(self.rng.below(self.thread))),
            },
            Family::Once => Some(if flip { Op::Init(0) } else { Op::Get(0) }),
            Family::Atomic => {
                let atomic = self.rng.below(atomics);
                Some(match self.rng.below(3) {
                    0 => Op::Load(atomic),
                    1 => Op::Store(atomic, 1 + self.rng.below(5) as u32),
                    _ => Op::Add(atomic),
                })
            }
        }
    }
}

/// How the sets of outcomes have to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The checker finds the outcomes of the interleavings, no others.
    Same,
    /// The same, and it explores each graph once: for programs of mutexes, rwlocks and atomics only.
    SameCount,
    /// It finds those at least. Operations that do not synchronize (a failing `try_lock`, say) are no fences, so with atomics there are
    /// outcomes that no interleaving has.
    AtLeast,
}

/// What is wrong with what the checker says of the program, if anything is.
pub(crate) fn disagreement(program: &Program, claim: Claim) -> Option<String> {
    let wanted = machine::explore(program, claim == Claim::SameCount);
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let shared = Arc::new(program.clone());
    let report = interleave::explore({
        let seen = Arc::clone(&seen);
        move || {
            let outcome = run::run(&shared);
            seen.lock().unwrap().insert(outcome);
        }
    });
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let deadlock = report
        .failure()
        .is_some_and(|failure| failure.kind() == FailureKind::Deadlock);
    let verified = matches!(report.verdict(), Verdict::Verified { .. });
    let right = if wanted.deadlock {
        deadlock
    } else {
        let outcomes = match claim {
            Claim::AtLeast => wanted.outcomes.is_subset(&seen),
            _ => wanted.outcomes == seen,
        };
        verified && outcomes && (claim != Claim::SameCount || wanted.graphs == report.executions())
    };
    if right {
        return None;
    }
    let mut text = String::new();
    writeln!(
        text,
        "deadlock: interleavings {}, checker {deadlock}",
        wanted.deadlock
    )
    .unwrap();
    writeln!(
        text,
        "verdict: {:?}, {} executions, {} blocked",
        report.verdict(),
        report.executions(),
        report.blocked()
    )
    .unwrap();
    if claim == Claim::SameCount {
        writeln!(text, "graphs: interleavings {}", wanted.graphs).unwrap();
    }
    if !wanted.deadlock {
        wanted
            .outcomes
            .difference(&seen)
            .for_each(|outcome| writeln!(text, "MISSING {outcome:?}").unwrap());
        if claim != Claim::AtLeast {
            seen.difference(&wanted.outcomes)
                .for_each(|outcome| writeln!(text, "EXTRA {outcome:?}").unwrap());
        }
    }
    if let Some(failure) = report.failure() {
        writeln!(text, "{failure}").unwrap();
    }
    Some(text)
}

/// Fails with the smallest program that the checker is wrong about, if it is about this one.
#[track_caller]
pub(crate) fn agree(program: &Program, claim: Claim) {
    if disagreement(program, claim).is_some() {
        let mut smallest = program.clone();
        while let Some(simpler) = simplifications(&smallest)
            .into_iter()
            .find(|simpler| disagreement(simpler, claim).is_some())
        {
            smallest = simpler;
        }
        let what = disagreement(&smallest, claim).expect("minimised to a disagreement");
        panic!("the checker is wrong about\n{smallest}{what}\nFound with\n{program}");
    }
}

/// The program with one operation less, or one thread less.
fn simplifications(program: &Program) -> Vec<Program> {
    let mut found = vec![];
    for thread in 0..program.threads.len() {
        for block in simpler_blocks(&program.threads[thread]) {
            let mut simpler = program.clone();
            simpler.threads[thread] = block;
            found.push(simpler);
        }
    }
    if program.threads.last().is_some_and(Vec::is_empty)
        && program
            .channels
            .iter()
            .all(|c| c.receiver + 1 < program.threads.len())
    {
        let mut simpler = program.clone();
        simpler.threads.pop();
        found.push(simpler);
    }
    if !program.channels.is_empty() {
        let unused = |op: &Op| {
            !matches!(
                op,
                Op::Send(..) | Op::TrySend(..) | Op::Recv(_) | Op::TryRecv(_) | Op::RecvTimeout(_)
            )
        };
        if all_ops(program).iter().all(|op| unused(op)) {
            found.push(Program {
                channels: vec![],
                ..program.clone()
            });
        }
    }
    found
}

fn all_ops(program: &Program) -> Vec<&Op> {
    fn collect<'a>(ops: &'a [Op], all: &mut Vec<&'a Op>) {
        for op in ops {
            all.push(op);
            if let Some((_, body, _)) = parts(op) {
                collect(body, all);
            }
        }
    }
    let mut all = vec![];
    program
        .threads
        .iter()
        .for_each(|ops| collect(ops, &mut all));
    all
}

type Make = fn(usize, Vec<Op>) -> Op;

/// The object and the body of an operation that has one, and how to make it anew.
fn parts(op: &Op) -> Option<(usize, &[Op], Make)> {
    match op {
        Op::Lock(index, body) => Some((*index, body, Op::Lock)),
        Op::TryLock(index, body) => Some((*index, body, Op::TryLock)),
        Op::Read(index, body) => Some((*index, body, Op::Read)),
        Op::TryRead(index, body) => Some((*index, body, Op::TryRead)),
        Op::Write(index, body) => Some((*index, body, Op::Write)),
        Op::TryWrite(index, body) => Some((*index, body, Op::TryWrite)),
        _ => None,
    }
}

fn simpler_blocks(block: &[Op]) -> Vec<Vec<Op>> {
    let mut found = vec![];
    for index in 0..block.len() {
        let mut replace = |with: Option<Op>| {
            let mut simpler = block.to_vec();
            simpler.splice(index..=index, with);
            found.push(simpler);
        };
        replace(None);
        if let Some((object, body, make)) = parts(&block[index]) {
            simpler_blocks(body)
                .into_iter()
                .for_each(|body| replace(Some(make(object, body))));
        }
    }
    found
}
