//! Why a panic came about, as far as the recorded steps show it.
//!
//! Each pattern says only what the steps bear out. Where one does not fit, the next is tried.

use super::explain::{who, who_first};
use super::graph::Event;
use super::objects::{self, OpCode};
use super::record::{Recorder, thread_of_place};
use super::run::Run;
use super::{Outcome, stale};
use interleave_trace::{Files, Source, Step};

/// What is known of the other executions.
#[derive(Clone, Copy)]
pub(crate) enum Others {
    /// All of them fail.
    Fail,
    /// All that were tried fail, and this one does so too when every other thread has done all that it can.
    FailAsTried,
    /// This one fails all the same when every other thread has done all that it can.
    FailWhenDone,
    /// It does not when every other thread does all that it can before some of the main thread's last steps.
    PassWhenDone,
    /// Nothing of this kind.
    Unknown,
}

pub(super) fn panic_reason(run: &Run, others: Others) -> String {
    let rec = run.recorder.as_ref().expect("recorded");
    let all = &rec.steps[..];
    let end = all.iter().rposition(|s| s.thread == 0 && panics(s));
    let mut story = Story {
        run,
        rec,
        files: run.files(),
        steps: &all[..end.unwrap_or(all.len())],
    };
    let origin = story.origin();
    let mut said = vec![];
    if let Some(n) = origin {
        said.push(story.panicked(n));
        story.steps = &all[..n];
    }
    said.extend(match others {
        Others::Fail => Some(
            "It fails in every execution: the order in which the threads run has no part in it."
                .into(),
        ),
        Others::FailAsTried => Some(
            "It fails in every execution that was tried, and so too when the other threads have first done all that they can: what \
             they do matters, and not in which order."
                .into(),
        ),
        _ => story.order(),
    });
    if said.is_empty() {
        said.extend(story.unfinished(others));
    }
    said.join(" ")
}

fn panics(step: &Step) -> bool {
    step.action == "panics"
}

/// The steps that led to the panic.
struct Story<'r> {
    run: &'r Run,
    rec: &'r Recorder,
    files: Files<'r>,
    steps: &'r [Step],
}

/// One look at an object, or one change of it: a step, or all from taking a lock to giving it back.
struct Access {
    step: usize,
    thread: usize,
    object: usize,
    changes: bool,
}

impl Story<'_> {
    fn line(&self, source: &Source) -> String {
        self.files.line(source)
    }

    fn event(&self, step: usize) -> Option<Event> {
        let id = self.rec.events[step]?;
        Some(self.run.events[self.run.pos(id)])
    }

    fn object(&self, object: usize) -> &str {
        &self.rec.objects[object].name
    }

    // ---- another thread's panic ----

    /// The panic of another thread that this one comes from: it was joined, or has left a lock poisoned or a channel closed.
    fn origin(&self) -> Option<usize> {
        let mut origin = None;
        let (mut thread, mut end) = (0, self.steps.len());
        while let Some(n) = self.passed_on(thread, end) {
            origin = Some(n);
            (thread, end) = (self.steps[n].thread, n);
        }
        origin
    }

    /// The panic that the thread has met in its last operation before step `end`.
    fn passed_on(&self, thread: usize, end: usize) -> Option<usize> {
        for n in (0..end).rev() {
            let step = &self.steps[n];
            if step.thread != thread || step.action.starts_with("drop(") {
                continue;
            }
            let e = self.event(n)?;
            if e.op == OpCode::Join
                && let Some(joined) = thread_of_place(e.loc)
            {
                // The end of a scope is one join after another.
                match self.panic_before(joined.into(), n) {
                    Some(panic) if self.run.threads[joined as usize].panicked => {
                        return Some(panic);
                    }
                    _ => continue,
                }
            }
            if e.is_read() {
                let poisons = step.reads_from.filter(|_| step.action == POISON)?;
                return self.panic_before(self.steps[poisons].thread, poisons);
            }
            let left = match objects::outcome(e.out) {
                Outcome::Disconnected => [OpCode::SenderDrop, OpCode::ReceiverDrop],
                Outcome::Poisoned => [OpCode::OnceFinish; 2],
                _ => return None,
            };
            return (0..n).rev().find_map(|m| {
                let other = self.event(m)?;
                (other.loc == e.loc && left.contains(&other.op))
                    .then(|| self.panic_before(other.id.t.into(), m))?
            });
        }
        None
    }

    /// Where the thread, before step `end`, had begun to panic.
    fn panic_before(&self, thread: usize, end: usize) -> Option<usize> {
        self.steps[..end]
            .iter()
            .rposition(|s| s.thread == thread && panics(s))
            .filter(|_| thread != 0)
    }

    fn panicked(&self, n: usize) -> String {
        let step = &self.steps[n];
        format!(
            "{} panicked in {}: {}.",
            who_first(self.run, step.thread),
            self.line(&step.source),
            step.result.trim_end_matches(['.', ':']),
        )
    }

    // ---- the order of the steps ----

    fn order(&self) -> Option<String> {
        if let Some(n) = self.steps.iter().position(|s| s.stale) {
            return stale::reason(self.run, n);
        }
        self.spurious_wake()
            .or_else(|| self.overtaken())
            .or_else(|| self.let_go())
            .or_else(|| self.torn())
    }

    /// A wait that ended though nobody had notified it.
    fn spurious_wake(&self) -> Option<String> {
        let n = (0..self.steps.len())
            .find(|&n| self.event(n).is_some_and(|e| objects::is_spurious_wake(&e)))?;
        Some(format!(
            "{} goes on after the wait in {} though nobody has woken it. `wait` and `park` may do that, so what is waited for \
             has to be asked again after each wait, in a loop.",
            who_first(self.run, self.steps[n].thread),
            self.line(&self.steps[n].source)
        ))
    }

    /// The commonest interleaving bug: a thread reads and then writes, and in between another one has written.
    fn overtaken(&self) -> Option<String> {
        self.steps.iter().enumerate().find_map(|(m, second)| {
            let object = second.object.filter(|_| second.wrote.is_some())?;
            // The thread's last look before it writes: what it has read later than the other's write, its own may build on.
            let own = |s: &Step| s.thread == second.thread && s.object == Some(object);
            let n = self.steps[..m].iter().rposition(own)?;
            let first = &self.steps[n];
            let read = first.read.as_deref().filter(|_| first.wrote.is_none())?;
            let writes = |s: &Step| s.object == Some(object) && s.wrote.is_some();
            let o = n + 1 + self.steps[n + 1..m].iter().rposition(writes)?;
            let other = &self.steps[o];
            if other.wrote == first.read {
                return None;
            }
            // Lost is an update: a value that was made of the one before it. A store that asked for nothing is none, nor is a flag
            // that both set; and a read-modify-write loses none.
            let theirs = |s: &&Step| s.thread == other.thread && s.object == Some(object);
            let updates = other.read.is_some()
                || self.steps[..o]
                    .iter()
                    .rfind(theirs)
                    .is_some_and(|s| s.read.is_some());
            let flag = matches!(other.wrote.as_deref(), Some("true" | "false"));
            let lost = updates && !flag && second.read.is_none() && second.wrote != first.read;
            let end = if lost {
                ", which the second write does away with: the update is lost."
            } else {
                ": what was read is no longer so."
            };
            Some(format!(
                "{} reads {read} in {} and writes {} in {}. In between, {} writes {} in {}{end}",
                who_first(self.run, first.thread),
                self.line(&first.source),
                second.wrote.as_deref().unwrap_or("?"),
                self.line(&second.source),
                who(self.run, other.thread),
                other.wrote.as_deref().unwrap_or("?"),
                self.line(&other.source),
            ))
        })
    }

    /// The same with a lock that is let go in between.
    fn let_go(&self) -> Option<String> {
        let taken: Vec<Access> = self.accesses().filter(|a| self.takes(a.step)).collect();
        let pairs = taken.iter().enumerate().filter_map(|(n, first)| {
            let same = |a: &&Access| a.thread == first.thread && a.object == first.object;
            let again = taken[n + 1..].iter().find(same)?;
            let other = taken[n + 1..].iter().find(|a| {
                a.step < again.step
                    && a.object == first.object
                    && a.thread != first.thread
                    && a.changes
            })?;
            Some((first, again, other))
        });
        // Who only looked the first time is the likelier to act upon it the second time.
        let (first, again, other) = pairs.min_by_key(|(first, ..)| first.changes)?;
        let line = |a: &Access| self.line(&self.steps[a.step].source);
        Some(format!(
            "{} lets go of the lock after {} and takes it again in {}. In between, {} takes it in {}: what the first looked at may \
             have changed since.",
            who_first(self.run, first.thread),
            line(first),
            line(again),
            who(self.run, other.thread),
            line(other),
        ))
    }

    /// Two objects that one thread changes in two steps, and another thread sees one of the changes without the other.
    fn torn(&self) -> Option<String> {
        let all: Vec<Access> = self.accesses().collect();
        let (changes, looks): (Vec<&Access>, Vec<&Access>) = all.iter().partition(|a| a.changes);
        // What a thread has last seen of each object is what it acts upon.
        let last = |look: &&&Access| {
            look.step < self.steps.len()
                && !looks.iter().any(|l| {
                    l.step > look.step
                        && l.step < self.steps.len()
                        && l.thread == look.thread
                        && l.object == look.object
                })
        };
        let looks: Vec<&Access> = looks.iter().filter(last).copied().collect();
        looks.iter().find_map(|seen| {
            let by = |object, thread| {
                let on = move |a: &&&Access| a.object == object && a.thread == thread;
                changes.iter().filter(on)
            };
            looks
                .iter()
                .filter(|l| l.thread == seen.thread && l.object != seen.object)
                .find_map(|missed| {
                    (0..self.run.threads.len())
                        .filter(|t| *t != seen.thread)
                        .find_map(|t| {
                            let one = by(seen.object, t).rfind(|a| a.step < seen.step)?;
                            let two = by(missed.object, t).find(|a| a.step > missed.step)?;
                            let in_time = by(missed.object, t)
                                .any(|a| a.step > one.step && a.step < missed.step);
                            (!in_time).then(|| self.half(seen, missed, one, two))
                        })
                })
        })
    }

    /// In words: `one` was seen by `seen`, `two` was not by `missed`.
    fn half(&self, seen: &Access, missed: &Access, one: &Access, two: &Access) -> String {
        let line = |a: &Access| self.line(&self.rec.steps[a.step].source);
        let change = |a: &Access| format!("{} in {}", self.object(a.object), line(a));
        let look = |a: &Access, when| {
            format!(
                "at {} in {}, {when} its change",
                self.object(a.object),
                line(a)
            )
        };
        let mut changes = [one, two];
        changes.sort_by_key(|a| a.step);
        let mut looks = [(seen, "after"), (missed, "before")];
        looks.sort_by_key(|(a, _)| a.step);
        format!(
            "{} changes {}, and {}. {} looks {}, and {}: it sees one of the two changes without the other.",
            who_first(self.run, one.thread),
            change(changes[0]),
            change(changes[1]),
            who_first(self.run, seen.thread),
            look(looks[0].0, looks[0].1),
            look(looks[1].0, looks[1].1),
        )
    }

    /// The looks and changes of all recorded steps, also of those after the panic.
    fn accesses(&self) -> impl Iterator<Item = Access> {
        let steps = &self.rec.steps;
        (0..steps.len()).filter_map(|n| {
            let step = &steps[n];
            let object = step.object.filter(|_| !is_poison(step))?;
            let changes = if self.takes(n) {
                let gives_back = (n + 1..steps.len())
                    .filter(|m| steps[*m].thread == step.thread && steps[*m].object == Some(object))
                    .find_map(|m| self.event(m));
                gives_back.is_some_and(|e| objects::changes_data(&e))
            } else {
                step.read.as_ref().or(step.wrote.as_ref())?;
                step.wrote.is_some()
            };
            Some(Access {
                step: n,
                thread: step.thread,
                object,
                changes,
            })
        })
    }

    /// Whether the step takes a lock. Not the end of a wait, which is there to let others have it in between.
    fn takes(&self, n: usize) -> bool {
        !self.rec.steps[n].action.starts_with("wait")
            && self.event(n).is_some_and(|e| objects::takes(&e))
    }

    // ---- what remains ----

    /// What else may be the reason: threads that nobody has waited for.
    fn unfinished(&self, others: Others) -> Option<String> {
        if let Others::FailWhenDone = others {
            return Some(
                "No thread came too late: it fails in the same place when every other thread has first done all that it can."
                    .into(),
            );
        }
        let mut late = vec![];
        for (t, th) in self.run.threads.iter().enumerate().skip(1) {
            if th.can_go_on() {
                let begun = if th.next > 1 {
                    "was not done yet"
                } else {
                    "had not begun yet"
                };
                late.push(format!("{} {begun}", who(self.run, t)));
            }
        }
        match others {
            _ if !late.is_empty() => Some(format!("At that moment {}.", late.join(", and "))),
            Others::PassWhenDone => Some(
                "The main thread came too early: it does not fail so when every other thread has done all that it can before the main \
                 thread's last steps."
                    .into(),
            ),
            _ => None,
        }
    }
}

/// What the steps call the question whether a lock is poisoned.
const POISON: &str = "is it poisoned?";

fn is_poison(step: &Step) -> bool {
    step.action == POISON || step.action == "poisons the lock" || step.action == "clear_poison()"
}
