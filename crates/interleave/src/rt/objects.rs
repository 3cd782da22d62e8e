//! Abstract states of the objects that are not atomics: when an operation can happen, what comes of it, which operations
//! are dependent (their order matters), and which synchronize.
//!
//! An operation's *outcomes* in a state are listed with the default first; an empty list means that the thread waits.
//! Outcomes that are not the default (a spurious wake-up, a time-out, another waiter to wake) are further branches.

use super::clock::MAX_THREADS;
use super::graph::Event;
use super::run::Few;
use super::{Op, Outcome};
use smallvec::smallvec;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum OpCode {
    Lock,
    TryLock,
    Unlock,
    Read,
    TryRead,
    ReadUnlock,
    Write,
    TryWrite,
    WriteUnlock,
    Downgrade,
    CvEnqueue,
    CvWake,
    CvNotifyOne,
    CvNotifyAll,
    Send,
    TrySend,
    SendDone,
    RecvWait,
    Recv,
    TryRecv,
    RecvTimeout,
    SenderClone,
    SenderDrop,
    ReceiverDrop,
    Arrive,
    Leave,
    OnceEnter,
    OnceFinish,
    OnceGet,
    OnceWait,
    Park,
    Unpark,
    End,
    Join,
    IsFinished,
}

use OpCode as C;

/// `extra` of a wake-up that nobody caused.
pub(crate) const SPURIOUS: u32 = u32::MAX;

/// The operation as the graph keeps it: its code and one parameter.
pub(crate) fn encode(op: Op) -> (OpCode, u32) {
    let cap = |c: Option<usize>| c.map_or(0, |c| u32::try_from(c + 1).unwrap_or(u32::MAX));
    match op {
        Op::Lock => (C::Lock, 0),
        Op::TryLock => (C::TryLock, 0),
        Op::Unlock { changed } => (C::Unlock, changed as u32),
        Op::Read => (C::Read, 0),
        Op::TryRead => (C::TryRead, 0),
        Op::ReadUnlock => (C::ReadUnlock, 0),
        Op::Write => (C::Write, 0),
        Op::TryWrite => (C::TryWrite, 0),
        Op::WriteUnlock { changed } => (C::WriteUnlock, changed as u32),
        Op::Downgrade => (C::Downgrade, 0),
        Op::CvEnqueue => (C::CvEnqueue, 0),
        Op::CvWake { timeout } => (C::CvWake, timeout as u32),
        Op::CvNotifyOne => (C::CvNotifyOne, 0),
        Op::CvNotifyAll => (C::CvNotifyAll, 0),
        Op::Send { cap: c } => (C::Send, cap(c)),
        Op::TrySend { cap: c } => (C::TrySend, cap(c)),
        Op::SendDone => (C::SendDone, 0),
        Op::RecvWait => (C::RecvWait, 0),
        Op::Recv => (C::Recv, 0),
        Op::TryRecv => (C::TryRecv, 0),
        Op::RecvTimeout { rendezvous } => (C::RecvTimeout, rendezvous as u32),
        Op::SenderClone => (C::SenderClone, 0),
        Op::SenderDrop => (C::SenderDrop, 0),
        Op::ReceiverDrop => (C::ReceiverDrop, 0),
        Op::Arrive { n } => (C::Arrive, n as u32),
        Op::Leave { n } => (C::Leave, n as u32),
        Op::OnceEnter { ignore_poison } => (C::OnceEnter, ignore_poison as u32),
        Op::OnceFinish { poisoned } => (C::OnceFinish, poisoned as u32),
        Op::OnceGet => (C::OnceGet, 0),
        Op::OnceWait { ignore_poison } => (C::OnceWait, ignore_poison as u32),
        Op::Park { timeout } => (C::Park, timeout as u32),
        Op::Unpark => (C::Unpark, 0),
    }
}

pub(crate) fn outcome(code: u8) -> Outcome {
    const ALL: [Outcome; 9] = [
        Outcome::Done,
        Outcome::WouldBlock,
        Outcome::TimedOut,
        Outcome::Disconnected,
        Outcome::Empty,
        Outcome::Full,
        Outcome::Leader,
        Outcome::Claimed,
        Outcome::Poisoned,
    ];
    ALL[code as usize]
}

/// The state of an object after some of its operations.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// The thread that has the lock (for writing), or that runs the initializer.
    pub(crate) holder: Option<u8>,
    /// How many read locks each thread has.
    pub(crate) readers: [u8; MAX_THREADS],
    waiting: u32,
    notified: u32,
    sent: u32,
    received: u32,
    senders: u32,
    receiver_gone: bool,
    /// At a rendezvous: the receiver waits.
    receiver_waits: bool,
    arrived: u32,
    /// Of each thread: its latest arrival, or the index of its latest message.
    index: [u32; MAX_THREADS],
    once: u8,
    token: bool,
    ended: bool,
}

/// One thing that can come of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) out: Outcome,
    pub(crate) extra: u32,
    /// Whether this may be explored as if it were the only thing that could happen.
    pub(crate) default: bool,
}

/// What the exploration grants to an operation.
#[derive(Clone, Copy)]
pub(crate) struct Grant {
    /// Wake-ups that nobody caused are still to be tried in this execution.
    pub(crate) spurious: bool,
    /// Nothing else can move: time-outs fire.
    pub(crate) idle: bool,
}

fn done(extra: u32) -> Few<Branch> {
    just(Outcome::Done, extra)
}

fn just(out: Outcome, extra: u32) -> Few<Branch> {
    smallvec![Branch {
        out,
        extra,
        default: true,
    }]
}

impl State {
    pub(crate) fn new() -> State {
        State {
            holder: None,
            readers: [0; MAX_THREADS],
            waiting: 0,
            notified: 0,
            sent: 0,
            received: 0,
            senders: 1,
            receiver_gone: false,
            receiver_waits: false,
            arrived: 0,
            index: [0; MAX_THREADS],
            once: 0,
            token: false,
            ended: false,
        }
    }

    fn any_reader(&self) -> bool {
        self.readers.iter().any(|&n| n > 0)
    }

    /// What can come of the operation now; empty when the thread has to wait.
    pub(crate) fn branches(&self, t: u8, op: OpCode, param: u32, grant: Grant) -> Few<Branch> {
        let me = 1u32 << t;
        match op {
            C::Lock => {
                if self.holder.is_none() {
                    done(0)
                } else {
                    Few::new()
                }
            }
            C::TryLock => just(
                if self.holder.is_none() {
                    Outcome::Done
                } else {
                    Outcome::WouldBlock
                },
                0,
            ),
            C::Read => {
                if self.holder.is_none() {
                    done(0)
                } else {
                    Few::new()
                }
            }
            C::TryRead => just(
                if self.holder.is_none() {
                    Outcome::Done
                } else {
                    Outcome::WouldBlock
                },
                0,
            ),
            C::Write => {
                if self.holder.is_none() && !self.any_reader() {
                    done(0)
                } else {
                    Few::new()
                }
            }
            C::TryWrite => {
                let free = self.holder.is_none() && !self.any_reader();
                just(
                    if free {
                        Outcome::Done
                    } else {
                        Outcome::WouldBlock
                    },
                    0,
                )
            }
            C::Unlock
            | C::ReadUnlock
            | C::WriteUnlock
            | C::Downgrade
            | C::CvEnqueue
            | C::RecvWait
            | C::SenderClone
            | C::SenderDrop
            | C::ReceiverDrop
            | C::OnceFinish
            | C::Unpark
            | C::End => done(0),
            C::CvWake => {
                if self.notified & me != 0 {
                    return done(0);
                }
                self.unasked(op, param, grant)
            }
            C::CvNotifyOne => {
                if self.waiting == 0 {
                    return done(0);
                }
                (0..MAX_THREADS as u32)
                    .filter(|w| self.waiting & (1 << w) != 0)
                    .enumerate()
                    .map(|(n, w)| Branch {
                        out: Outcome::Done,
                        extra: 1 << w,
                        default: n == 0,
                    })
                    .collect()
            }
            C::CvNotifyAll => done(self.waiting),
            C::Send | C::TrySend => {
                if self.receiver_gone {
                    return just(Outcome::Disconnected, self.sent);
                }
                // Capacity 0: the value is offered; `SendDone` waits until it is taken.
                let room = match (op, param) {
                    (_, 0) => true,
                    // Nobody waits for it later, so somebody has to be there now.
                    (C::TrySend, 1) => self.receiver_waits && self.sent == self.received,
                    _ => self.sent - self.received < (param - 1).max(1),
                };
                if room {
                    done(self.sent)
                } else if op == C::TrySend {
                    just(Outcome::Full, self.sent)
                } else {
                    Few::new()
                }
            }
            C::SendDone => {
                let mine = self.index[t as usize];
                if self.received > mine {
                    done(mine)
                } else if self.receiver_gone {
                    just(Outcome::Disconnected, mine)
                } else {
                    Few::new()
                }
            }
            C::Recv | C::TryRecv | C::RecvTimeout => {
                if self.received < self.sent {
                    return done(self.received);
                }
                if self.senders == 0 {
                    return just(Outcome::Disconnected, self.received);
                }
                match op {
                    C::TryRecv => just(Outcome::Empty, self.received),
                    C::RecvTimeout => smallvec![Branch {
                        out: Outcome::TimedOut,
                        extra: self.received,
                        default: grant.idle,
                    }],
                    _ => Few::new(),
                }
            }
            C::Arrive => done(self.arrived),
            C::Leave => {
                let mine = self.index[t as usize];
                let n = param.max(1);
                if self.arrived < (mine / n + 1) * n {
                    return Few::new();
                }
                just(
                    if mine % n == n - 1 {
                        Outcome::Leader
                    } else {
                        Outcome::Done
                    },
                    mine,
                )
            }
            C::OnceEnter => match self.once {
                0 => just(Outcome::Claimed, 0),
                1 => Few::new(),
                2 => done(0),
                _ if param == 1 => just(Outcome::Claimed, 1),
                _ => just(Outcome::Poisoned, 0),
            },
            C::OnceGet => match self.once {
                2 => done(0),
                3 => just(Outcome::Poisoned, 0),
                _ => just(Outcome::Empty, 0),
            },
            C::OnceWait => match self.once {
                2 => done(0),
                3 if param == 0 => just(Outcome::Poisoned, 0),
                _ => Few::new(),
            },
            C::Park => {
                if self.token {
                    return done(0);
                }
                self.unasked(op, param, grant)
            }
            C::Join => {
                if self.ended {
                    done(0)
                } else {
                    Few::new()
                }
            }
            C::IsFinished => just(
                if self.ended {
                    Outcome::Done
                } else {
                    Outcome::Empty
                },
                0,
            ),
        }
    }

    /// A wait that nobody has ended: it may time out, or end for no reason.
    fn unasked(&self, op: OpCode, timeout: u32, grant: Grant) -> Few<Branch> {
        let mut all = Few::new();
        if timeout != 0 {
            all.push(Branch {
                out: Outcome::TimedOut,
                extra: SPURIOUS,
                default: grant.idle,
            });
        }
        // `park_timeout` does not tell a time-out from a wake-up; `wait_timeout` does.
        if grant.spurious && (timeout == 0 || op == C::CvWake) {
            all.push(Branch {
                out: Outcome::Done,
                extra: SPURIOUS,
                default: false,
            });
        }
        all
    }

    pub(crate) fn apply(&mut self, e: &Event) {
        let t = e.id.t;
        let me = 1u32 << t;
        let out = outcome(e.out);
        match e.op {
            C::Lock => self.holder = Some(t),
            C::TryLock if out == Outcome::Done => self.holder = Some(t),
            C::Unlock | C::WriteUnlock => self.holder = None,
            C::Read => self.readers[t as usize] += 1,
            C::TryRead if out == Outcome::Done => self.readers[t as usize] += 1,
            C::ReadUnlock => {
                // A guard may be dropped by another thread than the one that locked only if it was leaked across by
                // unsafe code; then any reader will do.
                let at = if self.readers[t as usize] > 0 {
                    Some(t as usize)
                } else {
                    self.readers.iter().position(|&n| n > 0)
                };
                if let Some(at) = at {
                    self.readers[at] -= 1;
                }
            }
            C::Write => self.holder = Some(t),
            C::TryWrite if out == Outcome::Done => self.holder = Some(t),
            C::Downgrade => {
                self.holder = None;
                self.readers[t as usize] += 1;
            }
            C::CvEnqueue => self.waiting |= me,
            C::CvWake => {
                self.waiting &= !me;
                self.notified &= !me;
            }
            C::CvNotifyOne | C::CvNotifyAll => {
                self.waiting &= !e.extra;
                self.notified |= e.extra;
            }
            C::Send | C::TrySend if out == Outcome::Done => {
                self.index[t as usize] = self.sent;
                self.sent += 1;
            }
            C::RecvWait => self.receiver_waits = true,
            C::Recv | C::TryRecv | C::RecvTimeout => {
                self.receiver_waits = false;
                self.received += u32::from(out == Outcome::Done);
            }
            C::SenderClone => self.senders += 1,
            C::SenderDrop => self.senders = self.senders.saturating_sub(1),
            C::ReceiverDrop => self.receiver_gone = true,
            C::Arrive => {
                self.index[t as usize] = self.arrived;
                self.arrived += 1;
            }
            C::OnceEnter if out == Outcome::Claimed => {
                self.once = 1;
                self.holder = Some(t);
            }
            C::OnceFinish => {
                self.once = if e.param == 1 { 3 } else { 2 };
                self.holder = None;
            }
            C::Park if e.extra != SPURIOUS => self.token = false,
            C::Unpark => self.token = true,
            C::End => self.ended = true,
            _ => {}
        }
    }
}

/// Whether the operation leaves the object as it was.
pub(crate) fn reads_only(e: &Event) -> bool {
    match e.op {
        C::TryLock | C::TryRead | C::TryWrite | C::TrySend => outcome(e.out) != Outcome::Done,
        C::Send => outcome(e.out) == Outcome::Disconnected,
        C::SendDone | C::OnceGet | C::OnceWait | C::Leave | C::Join | C::IsFinished => true,
        // Who waited at a rendezvous waits no longer.
        C::RecvTimeout if e.param == 1 => false,
        C::Recv | C::TryRecv | C::RecvTimeout => outcome(e.out) != Outcome::Done,
        C::OnceEnter => outcome(e.out) != Outcome::Claimed,
        _ => false,
    }
}

/// Whether a loop that does this has only looked at the object: it was left as it was, or as it was before the wait for a message
/// that has not come.
pub(crate) fn looks(e: &Event) -> bool {
    reads_only(e) || e.op == C::RecvTimeout && outcome(e.out) == Outcome::TimedOut
}

/// Whether the operation takes a lock.
pub(crate) fn takes(e: &Event) -> bool {
    matches!(
        e.op,
        C::Lock | C::TryLock | C::Read | C::TryRead | C::Write | C::TryWrite
    ) && outcome(e.out) == Outcome::Done
}

/// Whether a loop that does this has changed nothing by it: a lock given back with the data as they were, or a wait that is begun and
/// ends with its time-out, as if it had not been begun. (The end of a wait for a message is a look, too: [`looks`].)
pub(crate) fn leaves_alone(e: &Event) -> bool {
    match e.op {
        C::Unlock | C::WriteUnlock => e.param == 0,
        C::ReadUnlock | C::CvEnqueue | C::RecvWait => true,
        C::CvWake | C::Park => outcome(e.out) == Outcome::TimedOut,
        _ => false,
    }
}

/// Whether the operation gives a lock back, and the data may have changed.
pub(crate) fn changes_data(e: &Event) -> bool {
    matches!(e.op, C::Unlock | C::WriteUnlock) && e.param == 1
}

/// Whether the order of these two operations on one object matters. Symmetric.
pub(crate) fn dependent(a: &Event, b: &Event) -> bool {
    if reads_only(a) && reads_only(b) {
        return false;
    }
    one_way(a, b).or_else(|| one_way(b, a)).unwrap_or(true)
}

/// What is known of (a, b) by a's operation; `None` leaves it to the other order.
fn one_way(a: &Event, b: &Event) -> Option<bool> {
    let shares = |e: &Event| {
        matches!(e.op, C::Read | C::ReadUnlock)
            || (e.op == C::TryRead && outcome(e.out) == Outcome::Done)
    };
    match (a.op, b.op) {
        _ if shares(a) && shares(b) => Some(false),
        (C::CvEnqueue | C::CvWake, C::CvEnqueue | C::CvWake) => Some(a.id.t == b.id.t),
        (C::CvWake, C::CvNotifyOne | C::CvNotifyAll) => {
            Some(a.extra == SPURIOUS || b.extra & (1 << a.id.t) != 0)
        }
        // At a rendezvous it is Full unless the receiver waits.
        (C::RecvWait | C::Recv | C::RecvTimeout, C::TrySend) if b.param == 1 => Some(true),
        (C::RecvWait, _) => Some(a.id.t == b.id.t),
        (C::Recv | C::TryRecv | C::RecvTimeout, C::Send | C::TrySend) => {
            // The message itself, or the room that its leaving makes.
            let cap = if b.param == 0 {
                None
            } else {
                Some((b.param - 1).max(1))
            };
            let sent = outcome(b.out) == Outcome::Done;
            Some((sent && a.extra == b.extra) || cap.is_some_and(|cap| b.extra == a.extra + cap))
        }
        (C::SendDone, C::Recv | C::TryRecv | C::RecvTimeout) => Some(a.extra == b.extra),
        (C::SendDone, C::ReceiverDrop) => Some(true),
        (C::SendDone, _) => Some(a.id.t == b.id.t),
        (C::SenderClone | C::SenderDrop, C::Recv | C::TryRecv | C::RecvTimeout) => {
            Some(outcome(b.out) != Outcome::Done)
        }
        (C::SenderClone | C::SenderDrop, _) => Some(false),
        (C::Leave, C::Arrive) => {
            let n = a.param.max(1);
            Some(a.extra / n == b.extra / n)
        }
        (C::Unpark, C::Unpark) => Some(false),
        _ => None,
    }
}

/// Whether the earlier operation happens-before the later, dependent one.
pub(crate) fn synchronizes(earlier: &Event, later: &Event) -> bool {
    let ok = outcome(later.out) != Outcome::WouldBlock;
    let both_done = outcome(earlier.out) == Outcome::Done && outcome(later.out) == Outcome::Done;
    match (earlier.op, later.op) {
        (C::Unlock, C::Lock | C::TryLock) => ok,
        (C::WriteUnlock | C::Downgrade, C::Read | C::TryRead | C::Write | C::TryWrite) => ok,
        (C::ReadUnlock, C::Write | C::TryWrite) => ok,
        (C::Send | C::TrySend, C::Recv | C::TryRecv | C::RecvTimeout)
        | (C::Recv | C::TryRecv | C::RecvTimeout, C::Send | C::TrySend | C::SendDone)
        | (C::RecvWait, C::TrySend) => both_done,
        (C::SenderDrop, C::Recv | C::TryRecv | C::RecvTimeout) => {
            outcome(later.out) == Outcome::Disconnected
        }
        (C::ReceiverDrop, C::Send | C::TrySend | C::SendDone) => true,
        (C::Arrive, C::Leave) => true,
        (C::OnceFinish, C::OnceEnter | C::OnceWait) => true,
        (C::OnceFinish, C::OnceGet) => outcome(later.out) != Outcome::Empty,
        (C::Unpark, C::Park) => later.extra != SPURIOUS,
        (C::End, C::Join) => true,
        _ => false,
    }
}

/// A wait that ended though nobody ended it, and no time-out fired.
pub(crate) fn is_spurious_wake(e: &Event) -> bool {
    e.kind == super::graph::Kind::Object
        && matches!(e.op, C::CvWake | C::Park)
        && e.extra == SPURIOUS
        && outcome(e.out) == Outcome::Done
}
