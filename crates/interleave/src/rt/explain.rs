//! A failing execution in words: who waits for what, and why it could happen.

use super::clock::Id;
use super::graph::{Kind, RMW, acquires, releases};
use super::objects::{self, OpCode};
use super::record::thread_of_place;
use super::run::{Pending, Run, Spot};
use interleave_trace::{Execution, Failure, FailureKind, Step, Thread, ThreadEnd, Wait};
use std::sync::atomic::Ordering;

/// The recorded execution.
pub(crate) fn execution(run: &mut Run) -> Execution {
    let threads = run
        .threads
        .iter()
        .enumerate()
        .map(|(t, th)| Thread {
            name: run.thread_name(t as u8),
            end: match () {
                () if th.finished && th.panicked => ThreadEnd::Panicked,
                () if th.finished => ThreadEnd::Finished,
                () if th.panicked => ThreadEnd::Panicked,
                () if th.blocked => ThreadEnd::Blocked,
                () => ThreadEnd::Running,
            },
        })
        .collect();
    let rec = run.recorder.as_ref().expect("the run was recorded");
    Execution {
        threads,
        objects: rec.objects.clone(),
        steps: rec.steps.clone(),
    }
}

pub(crate) fn failure(
    run: &mut Run,
    kind: FailureKind,
    message: String,
    at: Option<Spot>,
    replay: String,
    others: Others,
) -> Failure {
    let waits = if matches!(kind, FailureKind::Deadlock | FailureKind::Livelock) {
        waits(run)
    } else {
        vec![]
    };
    let reason = match kind {
        FailureKind::Deadlock => deadlock_reason(run, &waits),
        FailureKind::Livelock => "What the loop reads was written last before it, and no thread is left that will write it again: \
             the loop goes on for ever."
            .into(),
        FailureKind::DataRace => race_reason(run),
        FailureKind::Leak => "This check asks that every thread has ended by then, and that the closure can know it: by `join`, by a \
             scope, or because a thread that has joined it has ended."
            .into(),
        FailureKind::Misuse => String::new(),
        FailureKind::Panic => panic_reason(run, others),
    };
    let at = at.map(|at| run.recorder.as_mut().expect("recorded").source(&at));
    Failure {
        kind,
        message,
        at,
        reason,
        waits,
        replay,
        execution: execution(run),
    }
}

fn waits(run: &mut Run) -> Vec<Wait> {
    let mut all = vec![];
    for t in 0..run.threads.len() {
        let th = &run.threads[t];
        if th.finished || !th.exists || !th.blocked {
            continue;
        }
        let (what, since, holder, held_at) = match th.pending {
            Pending::Spin { at } => ("in a loop, for another value".to_owned(), at, None, None),
            Pending::Object {
                loc, op, at, name, ..
            } => {
                if let Some(child) = thread_of_place(loc) {
                    (
                        format!("for thread {} to end", run.thread_name(child)),
                        at,
                        None,
                        None,
                    )
                } else {
                    let object = run.object_name(loc);
                    let what = match op {
                        OpCode::Lock => format!("to lock {object}"),
                        OpCode::Read => format!("to read-lock {object}"),
                        OpCode::Write => format!("to write-lock {object}"),
                        OpCode::CvWake => format!("to be notified on {object}"),
                        OpCode::Send => format!("for room in {object}"),
                        OpCode::SendDone => format!("for its value to be received from {object}"),
                        OpCode::Recv | OpCode::RecvTimeout => {
                            format!("for a message from {object}")
                        }
                        OpCode::Leave => format!("for the others at {object}"),
                        OpCode::OnceEnter | OpCode::OnceWait => {
                            format!("for {object} to be initialised")
                        }
                        OpCode::Park => "to be unparked".into(),
                        _ => format!("in {name}"),
                    };
                    let (holder, held) = holder(run, loc, t as u8);
                    (what, at, holder, held)
                }
            }
            _ => continue,
        };
        let held_since = held_at.and_then(|id| {
            let rec = run.recorder.as_ref().expect("recorded");
            let n = rec.events.iter().position(|e| *e == Some(id))?;
            Some(rec.steps[n].source.clone())
        });
        let since = run
            .recorder
            .as_mut()
            .expect("recorded")
            .source(&since.into());
        all.push(Wait {
            thread: t,
            what,
            since,
            holder: holder.map(usize::from),
            held_since,
        });
    }
    all
}

/// The thread that has to go on before this one can: it has the lock, or its end is waited for.
fn waits_for(run: &Run, t: usize) -> Option<usize> {
    let Pending::Object { loc, .. } = run.threads[t].pending else {
        return None;
    };
    thread_of_place(loc)
        .or_else(|| holder(run, loc, t as u8).0)
        .map(usize::from)
}

/// Who has the lock, and the event that took it.
fn holder(run: &Run, loc: u32, _waiter: u8) -> (Option<u8>, Option<Id>) {
    let state = run.state(loc, |_| true);
    let reader = state.readers.iter().position(|&n| n > 0).map(|t| t as u8);
    let Some(t) = state.holder.or(reader) else {
        return (None, None);
    };
    let took = run.places[loc as usize]
        .objects
        .iter()
        .rev()
        .map(|&p| &run.events[p as usize])
        .find(|e| {
            e.id.t == t
                && matches!(
                    e.op,
                    OpCode::Lock
                        | OpCode::TryLock
                        | OpCode::Read
                        | OpCode::TryRead
                        | OpCode::Write
                        | OpCode::TryWrite
                        | OpCode::Downgrade
                        | OpCode::OnceEnter
                )
        });
    (Some(t), took.map(|e| e.id))
}

impl Run {
    /// "the main thread", "thread 1", "thread writer".
    pub(crate) fn who(&self, t: u8) -> String {
        if t == 0 {
            "the main thread".into()
        } else {
            format!("thread {}", self.thread_name(t))
        }
    }

    /// The recorded step that did this event. A read-modify-write is one step of two events.
    fn step_of(&self, id: Id) -> Option<usize> {
        let rec = self.recorder.as_ref()?;
        let step = |id| rec.events.iter().position(|e| *e == Some(id));
        let reading_half = || {
            self.events[self.pos(id)].is(RMW).then_some(Id {
                t: id.t,
                i: id.i.checked_sub(1)?,
            })
        };
        step(id).or_else(|| step(reading_half()?))
    }
}

fn who(run: &Run, t: usize) -> String {
    run.who(t as u8)
}

/// At the beginning of a sentence.
fn who_first(run: &Run, t: usize) -> String {
    let who = who(run, t);
    let (first, rest) = who.split_at(1);
    first.to_uppercase() + rest
}

fn race_reason(run: &Run) -> String {
    let missed = run
        .raced
        .and_then(|(first, second)| synchronizing_pair(run, first, second));
    let missed = missed.map_or_else(String::new, |weak| {
        format!(" A message does pass from one to the other, but {weak}: with Release there and Acquire here, they would be ordered.")
    });
    format!(
        "Two threads reach the same memory, at least one writes, and nothing makes one access happen before the \
         other: no lock, no join, no release store that an acquire load has read. In Rust that is undefined behaviour.{missed}"
    )
}

fn deadlock_reason(run: &Run, waits: &[Wait]) -> String {
    // Follow the holders from each waiting thread: a cycle is the heart of the matter.
    for start in waits {
        let mut chain = vec![start.thread];
        let mut at = start;
        while let Some(next) =
            waits_for(run, at.thread).and_then(|other| waits.iter().find(|w| w.thread == other))
        {
            if next.thread == start.thread {
                if chain.len() == 1 {
                    return format!(
                        "{} waits for what it holds itself: the lock taken in line {} is still held in line {}.",
                        who_first(run, start.thread),
                        start.held_since.as_ref().map_or(0, |s| s.line),
                        start.since.line
                    );
                }
                let links: Vec<String> = (0..chain.len())
                    .map(|n| (chain[n], chain[(n + 1) % chain.len()]))
                    .map(|(a, b)| format!("{} waits for {}", who(run, a), who(run, b)))
                    .collect();
                return format!(
                    "The threads wait for each other in a circle: {}. None can go on, so none will let go.",
                    links.join(", and ")
                );
            }
            if chain.contains(&next.thread) {
                break;
            }
            chain.push(next.thread);
            at = next;
        }
    }
    let last = waits.iter().rfind(|w| w.holder.is_none()).or(waits.last());
    last.map_or_else(String::new, |w| {
        format!(
            "{} waits {} in {}, and no thread that could still run will end that wait.",
            who_first(run, w.thread),
            w.what,
            w.since.line_or_std()
        )
    })
}

/// What is known of the other executions.
#[derive(Clone, Copy)]
pub(crate) enum Others {
    /// All of them fail.
    Fail,
    /// This one fails all the same when every other thread has done all that it can.
    FailWhenDone,
    /// Nothing of this kind.
    Unlike,
}

fn panic_reason(run: &Run, others: Others) -> String {
    if matches!(others, Others::Fail) {
        return "It fails in every execution: the order in which the threads run has no part in it."
            .into();
    }
    let rec = run.recorder.as_ref().expect("recorded");
    if let Some(n) = rec.steps.iter().position(|s| s.stale) {
        return stale_reason(run, n);
    }
    spurious_wake(run)
        .or_else(|| between(run, &rec.steps))
        .unwrap_or_else(|| match others {
            Others::Unlike => unfinished(run),
            _ => String::new(),
        })
}

/// A wait that ended though nobody had notified it.
fn spurious_wake(run: &Run) -> Option<String> {
    let rec = run.recorder.as_ref()?;
    let (step, id) =
        rec.steps.iter().zip(&rec.events).find(|(_, id)| {
            id.is_some_and(|id| objects::is_spurious_wake(&run.events[run.pos(id)]))
        })?;
    let who = who_first(run, (*id)?.t.into());
    Some(format!(
        "{who} goes on after the wait in line {} though nobody has woken it. `wait` and `park` may do that, so what is waited for \
         has to be asked again after each wait, in a loop.",
        step.source.line
    ))
}

/// What else may be the reason: threads that nobody has waited for.
fn unfinished(run: &Run) -> String {
    let mut late = vec![];
    for (t, th) in run.threads.iter().enumerate().skip(1) {
        if th.can_go_on() {
            let begun = if th.next > 1 {
                "was not done yet"
            } else {
                "had not begun yet"
            };
            late.push(format!("{} {begun}", who(run, t)));
        }
    }
    if late.is_empty() {
        String::new()
    } else {
        format!("At that moment {}.", late.join(", and "))
    }
}

/// Why a read was allowed to take a value that was no longer the newest.
fn stale_reason(run: &Run, n: usize) -> String {
    let rec = run.recorder.as_ref().expect("recorded");
    let step = &rec.steps[n];
    let Some(read) = rec.events[n].map(|id| run.events[run.pos(id)]) else {
        return String::new();
    };
    let rank = run.rank_of(read.rf);
    let place = &run.places[read.loc as usize];
    let newer = place
        .writes
        .iter()
        .map(|&p| run.events[p as usize])
        .filter(|w| w.rank > rank && w.id.t != read.id.t);
    let Some(write) = newer.min_by_key(|w| w.rank) else {
        return String::new();
    };
    let Some(wrote) = run.step_of(write.id).map(|n| &rec.steps[n]) else {
        return String::new();
    };
    let head = format!(
        "{} reads {} in line {}, although {} has written {} in line {} before: \
         nothing makes that write happen before this read",
        who_first(run, read.id.t.into()),
        step.read.as_deref().unwrap_or("an old value"),
        step.source.line,
        who(run, write.id.t.into()),
        wrote.wrote.as_deref().unwrap_or("a newer value"),
        wrote.source.line,
    );
    let weak = synchronizing_pair(run, write.id, read.id);
    let weak = weak.map(|weak| format!(": {weak}. With Release there and Acquire here it would."));
    let why = weak.unwrap_or_else(|| {
        if acquires(read.ord) && (releases(write.ord) || write.ord == Ordering::SeqCst) {
            ". Release and Acquire order nothing between a store and a later load of another location; \
             SeqCst on all four does, or a SeqCst fence between the two in both threads."
                .into()
        } else {
            ".".into()
        }
    });
    format!("{head}{why}")
}

/// A message from the writer's thread, after `write`, to the reader's, before `read`, that would have ordered the two, had it been
/// Release and Acquire: what it is instead.
fn synchronizing_pair(run: &Run, write: Id, read: Id) -> Option<String> {
    let rec = run.recorder.as_ref()?;
    for (n, id) in rec.events.iter().enumerate() {
        let Some(id) = *id else { continue };
        let e = run.events[run.pos(id)];
        if e.kind != Kind::Read || e.id.t != read.t || e.id.i >= read.i || e.rf.is_init() {
            continue;
        }
        let from = run.events[run.pos(e.rf)];
        if from.id.t != write.t || from.id.i < write.i {
            continue;
        }
        let line = |id: Id| run.step_of(id).map_or(0, |n| rec.steps[n].source.line);
        let mut weak = vec![];
        if !releases(from.ord) {
            weak.push(format!(
                "the store in line {} is {:?}",
                line(from.id),
                from.ord
            ));
        }
        if !acquires(e.ord) {
            weak.push(format!(
                "the load in line {} is {:?}",
                rec.steps[n].source.line, e.ord
            ));
        }
        if !weak.is_empty() {
            let both = e.is(RMW) || from.is(RMW);
            let both = if both {
                " (a read-modify-write that has to do both takes AcqRel)"
            } else {
                ""
            };
            return Some(weak.join(" and ") + both);
        }
    }
    None
}

/// The commonest interleaving bug: between two steps of one thread on one object, another thread changed it.
fn between(run: &Run, steps: &[Step]) -> Option<String> {
    for (n, first) in steps.iter().enumerate() {
        let Some(object) = first
            .object
            .filter(|_| first.read.is_some() && first.wrote.is_none())
        else {
            continue;
        };
        let Some(last) = steps[n + 1..].iter().position(|s| {
            s.thread == first.thread && s.object == Some(object) && s.wrote.is_some()
        }) else {
            continue;
        };
        let second = &steps[n + 1 + last];
        let other = steps[n + 1..n + 1 + last]
            .iter()
            .find(|s| s.thread != first.thread && s.object == Some(object) && s.wrote.is_some());
        // A flag that both set is no update that is lost, and a read-modify-write loses none: what was asked is no longer so.
        let flag = |step: &Step| matches!(step.wrote.as_deref(), Some("true" | "false"));
        if let Some(other) = other.filter(|other| flag(other) || second.read.is_some()) {
            return Some(format!(
                "{} reads {} in line {}, and acts upon it in line {}. In between, {} writes {} in line {}: what was read is \
                 no longer so.",
                who_first(run, first.thread),
                first.read.as_deref().unwrap_or("?"),
                first.source.line,
                second.source.line,
                who(run, other.thread),
                other.wrote.as_deref().unwrap_or("?"),
                other.source.line,
            ));
        }
        if let Some(other) = other {
            return Some(format!(
                "{} reads {} in line {} and writes {} in line {}. In between, {} writes {} in line {}, \
                 which the second write does away with: the update is lost.",
                who_first(run, first.thread),
                first.read.as_deref().unwrap_or("?"),
                first.source.line,
                second.wrote.as_deref().unwrap_or("?"),
                second.source.line,
                who(run, other.thread),
                other.wrote.as_deref().unwrap_or("?"),
                other.source.line,
            ));
        }
    }
    // The same with a lock that is let go in between.
    let takes = |s: &Step| {
        s.action.starts_with("lock")
            || s.action.starts_with("write")
            || s.action.starts_with("read()")
    };
    for (n, first) in steps.iter().enumerate().filter(|(_, s)| takes(s)) {
        let Some(object) = first.object else { continue };
        let again = steps[n + 1..]
            .iter()
            .position(|s| s.thread == first.thread && s.object == Some(object) && takes(s))
            .map(|m| n + 1 + m);
        let Some(again) = again else { continue };
        let other = steps[n + 1..again]
            .iter()
            .find(|s| s.thread != first.thread && s.object == Some(object) && takes(s));
        if let Some(other) = other {
            return Some(format!(
                "{} lets go of the lock after line {} and takes it again in line {}. In between, {} takes it \
                 in line {}: what the first looked at may have changed since.",
                who_first(run, first.thread),
                first.source.line,
                steps[again].source.line,
                who(run, other.thread),
                other.source.line,
            ));
        }
    }
    None
}
