//! Every interleaving of a program of objects, each operation being one step of an abstract state machine: the definition that the
//! checker is compared with.
//!
//! Like the checker it lets at most one thread per execution wake up for no reason (from `Condvar::wait`, `wait_timeout` or
//! `park`); a wake-up that nobody may count on does not save a thread from a deadlock.

use super::{
    DISCONNECTED, EMPTY, FOLLOWER, FULL, LEADER, Op, Outcome, Program, SENT, TIMED_OUT, WOKEN,
    WOULD_BLOCK,
};
use std::collections::{BTreeSet, HashSet, VecDeque};

/// What all interleavings together show.
#[derive(Debug, Default)]
pub(crate) struct Everything {
    pub(crate) outcomes: BTreeSet<Outcome>,
    /// Some interleaving ends with threads that wait for ever.
    pub(crate) deadlock: bool,
    /// How many different graphs complete interleavings have: which operations there are on each mutex, rwlock and atomic, and in
    /// which order those stand that are not independent. Only counted when asked for.
    pub(crate) graphs: u64,
}

/// An operation, flat. `usize` targets are where to go on if a `try_` form fails.
#[derive(Debug, Clone, Copy)]
enum Instr {
    Lock(usize),
    TryLock(usize, usize),
    Unlock(usize),
    Read(usize),
    TryRead(usize, usize),
    ReadUnlock(usize),
    Write(usize),
    TryWrite(usize, usize),
    WriteUnlock(usize),
    /// Gives up the mutex and starts to wait, in one step.
    Wait(usize),
    /// Ends to wait.
    Wake {
        index: usize,
        timeout: bool,
    },
    Relock(usize),
    NotifyOne(usize),
    NotifyAll(usize),
    Send(usize, u32),
    /// Of capacity 0: waits until the value was taken.
    SendDone(usize),
    TrySend(usize, u32),
    /// Of capacity 0: the receiver is there.
    RecvWait(usize),
    Recv(usize),
    TryRecv(usize),
    RecvTimeout(usize),
    DropSender(usize),
    DropReceiver(usize),
    Arrive(usize),
    Leave(usize),
    Park {
        timeout: bool,
    },
    Unpark(usize),
    Init(usize),
    InitDone(usize),
    Get(usize),
    Load(usize),
    Store(usize, u32),
    Add(usize),
}

fn flatten(ops: &[Op], program: &Program, code: &mut Vec<Instr>) {
    for op in ops {
        match *op {
            Op::Lock(index, ref body) => {
                code.push(Instr::Lock(index));
                flatten(body, program, code);
                code.push(Instr::Unlock(index));
            }
            Op::Read(index, ref body) => {
                code.push(Instr::Read(index));
                flatten(body, program, code);
                code.push(Instr::ReadUnlock(index));
            }
            Op::Write(index, ref body) => {
                code.push(Instr::Write(index));
                flatten(body, program, code);
                code.push(Instr::WriteUnlock(index));
            }
            Op::TryLock(index, ref body)
            | Op::TryRead(index, ref body)
            | Op::TryWrite(index, ref body) => {
                let start = code.len();
                code.push(Instr::Park { timeout: true }); // replaced below, when the target is known
                flatten(body, program, code);
                let end = code.len() + 1;
                let (attempt, unlock) = match op {
                    Op::TryLock(..) => (Instr::TryLock(index, end), Instr::Unlock(index)),
                    Op::TryRead(..) => (Instr::TryRead(index, end), Instr::ReadUnlock(index)),
                    _ => (Instr::TryWrite(index, end), Instr::WriteUnlock(index)),
                };
                code[start] = attempt;
                code.push(unlock);
            }
            Op::Wait(index) => code.extend([
                Instr::Wait(index),
                Instr::Wake {
                    index,
                    timeout: false,
                },
                Instr::Relock(index),
            ]),
            Op::WaitTimeout(index) => {
                code.extend([
                    Instr::Wait(index),
                    Instr::Wake {
                        index,
                        timeout: true,
                    },
                    Instr::Relock(index),
                ]);
            }
            Op::NotifyOne(index) => code.push(Instr::NotifyOne(index)),
            Op::NotifyAll(index) => code.push(Instr::NotifyAll(index)),
            Op::Send(channel, value) => {
                code.push(Instr::Send(channel, value));
                if program.channels[channel].capacity == Some(0) {
                    code.push(Instr::SendDone(channel));
                }
            }
            Op::TrySend(channel, value) => code.push(Instr::TrySend(channel, value)),
            Op::Recv(channel) | Op::RecvTimeout(channel) => {
                if program.channels[channel].capacity == Some(0) {
                    code.push(Instr::RecvWait(channel));
                }
                code.push(match op {
                    Op::Recv(_) => Instr::Recv(channel),
                    _ => Instr::RecvTimeout(channel),
                });
            }
            Op::TryRecv(channel) => code.push(Instr::TryRecv(channel)),
            Op::Barrier(index) => code.extend([Instr::Arrive(index), Instr::Leave(index)]),
            Op::Park => code.push(Instr::Park { timeout: false }),
            Op::ParkTimeout => code.push(Instr::Park { timeout: true }),
            Op::Unpark(thread) => code.push(Instr::Unpark(thread)),
            Op::Init(index) => code.extend([Instr::Init(index), Instr::InitDone(index)]),
            Op::Get(index) => code.push(Instr::Get(index)),
            Op::Load(index) => code.push(Instr::Load(index)),
            Op::Store(index, value) => code.push(Instr::Store(index, value)),
            Op::Add(index) => code.push(Instr::Add(index)),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct ChannelState {
    queue: VecDeque<u32>,
    sent: u32,
    received: u32,
    senders: usize,
    receiver_gone: bool,
    receiver_waits: bool,
}

/// An event, by its thread and where in its code it is.
type Event = (usize, usize);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct State {
    at: Vec<usize>,
    seen: Outcome,
    /// Of each thread: what it waits for next to its place in the code (the number of its message, of its arrival).
    ticket: Vec<u32>,
    notified: Vec<bool>,
    token: Vec<bool>,
    /// Holder and value.
    mutexes: Vec<(Option<usize>, u32)>,
    waiting: Vec<BTreeSet<usize>>,
    /// Writer, readers, value.
    rwlocks: Vec<(bool, u32, u32)>,
    channels: Vec<ChannelState>,
    arrived: Vec<u32>,
    /// Whether someone is at it, and the value.
    onces: Vec<(bool, Option<u32>)>,
    atomics: Vec<u32>,
    spurious: bool,
    graph: Graph,
}

/// What two interleavings have in common that differ only in the order of independent operations.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Graph {
    events: BTreeSet<(Object, Event, Effect)>,
    order: BTreeSet<(Event, Event)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Object {
    Mutex(usize),
    RwLock(usize),
    Atomic(usize),
}

/// What an operation does to its object. Two operations are independent if both share it, or both only look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Effect {
    Changes,
    /// Takes or gives up a read lock.
    Shares,
    /// Loads, or tries in vain.
    Looks,
}

struct Machine<'a> {
    program: &'a Program,
    code: Vec<Vec<Instr>>,
}

/// Explores every interleaving.
pub(crate) fn explore(program: &Program, counting: bool) -> Everything {
    let threads = program.threads.len();
    let code = (0..threads)
        .map(|thread| {
            let mut code = vec![];
            flatten(&program.threads[thread], program, &mut code);
            let channels = 0..program.channels.len();
            code.extend(
                channels
                    .clone()
                    .filter(|&channel| program.sends(thread, channel))
                    .map(Instr::DropSender),
            );
            code.extend(
                channels
                    .filter(|&channel| program.channels[channel].receiver == thread)
                    .map(Instr::DropReceiver),
            );
            code
        })
        .collect();
    let machine = Machine { program, code };
    let senders = |channel| {
        (0..threads)
            .filter(|&thread| program.sends(thread, channel))
            .count()
    };
    let start = State {
        at: vec![0; threads],
        seen: vec![vec![]; threads],
        ticket: vec![0; threads],
        notified: vec![false; threads],
        token: vec![false; threads],
        mutexes: vec![(None, 0); program.mutexes],
        waiting: vec![BTreeSet::new(); program.mutexes],
        rwlocks: vec![(false, 0, 0); program.rwlocks],
        channels: (0..program.channels.len())
            .map(|channel| ChannelState {
                senders: senders(channel),
                ..ChannelState::default()
            })
            .collect(),
        arrived: vec![0; program.barriers.len()],
        onces: vec![(false, None); program.onces],
        atomics: vec![0; program.atomics],
        ..State::default()
    };
    let mut everything = Everything::default();
    let mut graphs = HashSet::new();
    let mut known = HashSet::from([start.clone()]);
    let mut open = vec![start];
    while let Some(state) = open.pop() {
        let running: Vec<usize> = (0..threads)
            .filter(|&thread| state.at[thread] < machine.code[thread].len())
            .collect();
        if running.is_empty() {
            graphs.insert(state.graph);
            everything.outcomes.insert(state.seen);
            continue;
        }
        let mut stuck = true;
        for thread in running {
            for mut next in machine.step(&state, thread) {
                if counting {
                    let failed = next.seen[thread].last() == Some(&WOULD_BLOCK);
                    machine.note(&mut next.graph, (thread, state.at[thread]), failed);
                }
                stuck &= next.spurious && !state.spurious;
                if known.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        everything.deadlock |= stuck;
    }
    everything.graphs = graphs.len() as u64;
    everything
}

impl Machine<'_> {
    /// Every state that the thread's next operation can lead to; none if it has to wait.
    fn step(&self, state: &State, t: usize) -> Vec<State> {
        let at = state.at[t];
        let mut next = state.clone();
        next.at[t] += 1;
        let see = |mut state: State, what: u32| {
            state.seen[t].push(what);
            vec![state]
        };
        match self.code[t][at] {
            Instr::Lock(index) | Instr::TryLock(index, _) if state.mutexes[index].0.is_none() => {
                next.mutexes[index].0 = Some(t);
                next.mutexes[index].1 += 1;
                see(next, state.mutexes[index].1)
            }
            Instr::Relock(index) if state.mutexes[index].0.is_none() => {
                next.mutexes[index].0 = Some(t);
                see(next, state.mutexes[index].1)
            }
            Instr::Lock(_) | Instr::Relock(_) => vec![],
            Instr::TryLock(_, end) => {
                next.at[t] = end;
                see(next, WOULD_BLOCK)
            }
            Instr::Unlock(index) => {
                next.mutexes[index].0 = None;
                vec![next]
            }
            Instr::Read(index) | Instr::TryRead(index, _) if !state.rwlocks[index].0 => {
                next.rwlocks[index].1 += 1;
                see(next, state.rwlocks[index].2)
            }
            Instr::Write(index) | Instr::TryWrite(index, _)
                if !state.rwlocks[index].0 && state.rwlocks[index].1 == 0 =>
            {
                next.rwlocks[index].0 = true;
                next.rwlocks[index].2 += 1;
                see(next, state.rwlocks[index].2)
            }
            Instr::Read(_) | Instr::Write(_) => vec![],
            Instr::TryRead(_, end) | Instr::TryWrite(_, end) => {
                next.at[t] = end;
                see(next, WOULD_BLOCK)
            }
            Instr::ReadUnlock(index) => {
                next.rwlocks[index].1 -= 1;
                vec![next]
            }
            Instr::WriteUnlock(index) => {
                next.rwlocks[index].0 = false;
                vec![next]
            }
            Instr::Wait(index) => {
                next.mutexes[index].0 = None;
                next.waiting[index].insert(t);
                vec![next]
            }
            Instr::Wake { index, timeout } => {
                next.waiting[index].remove(&t);
                if state.notified[t] {
                    next.notified[t] = false;
                    return if timeout {
                        see(next, WOKEN)
                    } else {
                        vec![next]
                    };
                }
                let mut all = if timeout {
                    see(next.clone(), TIMED_OUT)
                } else {
                    vec![]
                };
                if !state.spurious {
                    next.spurious = true;
                    all.extend(if timeout {
                        see(next, WOKEN)
                    } else {
                        vec![next]
                    });
                }
                all
            }
            Instr::NotifyOne(index) if state.waiting[index].is_empty() => vec![next],
            Instr::NotifyOne(index) => {
                let wake = |&waiter: &usize| {
                    let mut next = next.clone();
                    next.waiting[index].remove(&waiter);
                    next.notified[waiter] = true;
                    next
                };
                state.waiting[index].iter().map(wake).collect()
            }
            Instr::NotifyAll(index) => {
                for waiter in std::mem::take(&mut next.waiting[index]) {
                    next.notified[waiter] = true;
                }
                vec![next]
            }
            Instr::Send(channel, value) | Instr::TrySend(channel, value) => {
                self.send(state, next, t, channel, value)
            }
            Instr::SendDone(channel) => {
                if state.channels[channel].received > state.ticket[t] {
                    see(next, SENT)
                } else if state.channels[channel].receiver_gone {
                    see(next, DISCONNECTED)
                } else {
                    vec![]
                }
            }
            Instr::RecvWait(channel) => {
                next.channels[channel].receiver_waits = true;
                vec![next]
            }
            Instr::Recv(channel) | Instr::TryRecv(channel) | Instr::RecvTimeout(channel) => {
                next.channels[channel].receiver_waits = false;
                if let Some(value) = next.channels[channel].queue.pop_front() {
                    next.channels[channel].received += 1;
                    return see(next, value);
                }
                if state.channels[channel].senders == 0 {
                    return see(next, DISCONNECTED);
                }
                match self.code[t][at] {
                    Instr::TryRecv(_) => see(next, EMPTY),
                    Instr::RecvTimeout(_) => see(next, TIMED_OUT),
                    _ => vec![],
                }
            }
            Instr::DropSender(channel) => {
                next.channels[channel].senders -= 1;
                vec![next]
            }
            Instr::DropReceiver(channel) => {
                next.channels[channel].receiver_gone = true;
                vec![next]
            }
            Instr::Arrive(index) => {
                next.ticket[t] = state.arrived[index];
                next.arrived[index] += 1;
                vec![next]
            }
            Instr::Leave(index) => {
                let n = self.program.barriers[index] as u32;
                let mine = state.ticket[t];
                if state.arrived[index] / n <= mine / n {
                    return vec![];
                }
                see(next, if mine % n == n - 1 { LEADER } else { FOLLOWER })
            }
            Instr::Park { timeout } => {
                if state.token[t] {
                    next.token[t] = false;
                    return vec![next];
                }
                if !timeout {
                    if state.spurious {
                        return vec![];
                    }
                    next.spurious = true;
                }
                vec![next]
            }
            Instr::Unpark(thread) => {
                next.token[thread] = true;
                vec![next]
            }
            Instr::Init(index) => match state.onces[index] {
                (_, Some(value)) => {
                    next.at[t] += 1;
                    see(next, value)
                }
                (true, None) => vec![],
                (false, None) => {
                    next.onces[index].0 = true;
                    vec![next]
                }
            },
            Instr::InitDone(index) => {
                let value = t as u32 + 1;
                next.onces[index] = (false, Some(value));
                see(next, value)
            }
            Instr::Get(index) => see(next, state.onces[index].1.unwrap_or(EMPTY)),
            Instr::Load(index) => see(next, state.atomics[index]),
            Instr::Store(index, value) => {
                next.atomics[index] = value;
                vec![next]
            }
            Instr::Add(index) => {
                next.atomics[index] += 1;
                see(next, state.atomics[index])
            }
        }
    }

    /// Adds the operation that was just done to the graph.
    fn note(&self, graph: &mut Graph, event: Event, failed: bool) {
        use Effect::{Changes, Looks, Shares};
        let (object, effect) = match self.code[event.0][event.1] {
            Instr::TryLock(index, _) if failed => (Object::Mutex(index), Looks),
            Instr::Lock(index) | Instr::TryLock(index, _) | Instr::Unlock(index) => {
                (Object::Mutex(index), Changes)
            }
            Instr::TryRead(index, _) | Instr::TryWrite(index, _) if failed => {
                (Object::RwLock(index), Looks)
            }
            Instr::Read(index) | Instr::TryRead(index, _) | Instr::ReadUnlock(index) => {
                (Object::RwLock(index), Shares)
            }
            Instr::Write(index) | Instr::TryWrite(index, _) | Instr::WriteUnlock(index) => {
                (Object::RwLock(index), Changes)
            }
            Instr::Load(index) => (Object::Atomic(index), Looks),
            Instr::Store(index, _) | Instr::Add(index) => (Object::Atomic(index), Changes),
            other => panic!("graphs are not counted with {other:?}"),
        };
        for &(of, earlier, did) in &graph.events {
            if of == object && (effect == Changes || effect != did) {
                graph.order.insert((earlier, event));
            }
        }
        graph.events.insert((object, event, effect));
    }

    fn send(
        &self,
        state: &State,
        mut next: State,
        t: usize,
        channel: usize,
        value: u32,
    ) -> Vec<State> {
        let capacity = self.program.channels[channel].capacity;
        let trying = matches!(self.code[t][state.at[t]], Instr::TrySend(..));
        let rendezvous = capacity == Some(0);
        if state.channels[channel].receiver_gone {
            next.at[t] += usize::from(rendezvous && !trying);
            next.seen[t].push(DISCONNECTED);
            return vec![next];
        }
        if trying && rendezvous && !state.channels[channel].receiver_waits {
            next.seen[t].push(FULL);
            return vec![next];
        }
        // Of capacity 0: one value at a time can be on offer.
        if capacity.is_some_and(|capacity| state.channels[channel].queue.len() >= capacity.max(1)) {
            if !trying {
                return vec![];
            }
            next.seen[t].push(FULL);
            return vec![next];
        }
        next.ticket[t] = state.channels[channel].sent;
        next.channels[channel].sent += 1;
        next.channels[channel].queue.push_back(value);
        if !rendezvous || trying {
            next.seen[t].push(SENT);
        }
        vec![next]
    }
}
