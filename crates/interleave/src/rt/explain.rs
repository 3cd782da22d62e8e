//! A failing execution in words: who waits for what, and why it could happen.

use super::clock::Id;
use super::graph::RMW;
use super::objects::OpCode;
use super::reasons::{Others, panic_reason};
use super::record::thread_of_place;
use super::run::{Pending, Run, Spot};
use super::stale;
use interleave_trace::{Execution, Failure, FailureKind, Files, Thread, ThreadEnd, Wait};

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
        FailureKind::Livelock => "Nothing that the loop looks at will change any more, as no thread is left that will write it again: \
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

    /// Where the recorded steps stand, as the table marks it.
    pub(super) fn files(&self) -> Files<'_> {
        Files::of(self.recorder.as_ref().map_or(&[][..], |rec| &rec.steps))
    }

    /// The recorded step that did this event. A read-modify-write is one step of two events.
    pub(super) fn step_of(&self, id: Id) -> Option<usize> {
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

pub(super) fn who(run: &Run, t: usize) -> String {
    run.who(t as u8)
}

/// At the beginning of a sentence.
pub(super) fn who_first(run: &Run, t: usize) -> String {
    let who = who(run, t);
    let (first, rest) = who.split_at(1);
    first.to_uppercase() + rest
}

fn race_reason(run: &Run) -> String {
    let missed = run.raced.and_then(|(first, second)| {
        stale::missing_link(run, first, &run.threads[second.t as usize].hb)
    });
    let missed = missed.map_or_else(String::new, |weak| {
        format!(" A message does pass from one to the other, but {weak}: with Release there and Acquire here, they would be ordered.")
    });
    format!(
        "Two threads reach the same memory, at least one writes, and nothing makes one access happen before the \
         other: no lock, no join, no release store that an acquire load has read. In Rust that is undefined behaviour.{missed}"
    )
}

fn deadlock_reason(run: &Run, waits: &[Wait]) -> String {
    let files = run.files();
    // Follow the holders from each waiting thread: a cycle is the heart of the matter.
    for start in waits {
        let mut chain = vec![start.thread];
        let mut at = start;
        while let Some(next) =
            waits_for(run, at.thread).and_then(|other| waits.iter().find(|w| w.thread == other))
        {
            if next.thread == start.thread {
                if chain.len() == 1 {
                    let taken = start.held_since.as_ref();
                    return format!(
                        "{} waits for what it holds itself: the lock taken{} is still held in {}.",
                        who_first(run, start.thread),
                        taken.map_or(String::new(), |at| format!(" in {}", files.line(at))),
                        files.line(&start.since)
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
            files.line(&w.since)
        )
    })
}
