//! The steps of the one execution that is shown: what each operation did, with the learner's own line.
//!
//! Only runs that repeat a script have a recorder, so exploring pays nothing for it.

use super::Loc;
use super::clock::Id;
use super::graph::{Event, RMW};
use super::objects::{self, OpCode};
use super::run::{Pending, Run, Spot};
use super::{Outcome, Slot, Ty};
use interleave_trace::{Object, Source, Step};
use std::collections::HashMap;
use std::fmt::Display;

#[derive(Default)]
pub(crate) struct Recorder {
    pub(crate) steps: Vec<Step>,
    pub(crate) objects: Vec<Object>,
    by_place: HashMap<u32, usize>,
    /// What an object is, by the address of its slot.
    kinds: HashMap<usize, &'static str>,
    /// The step that did an event.
    by_event: HashMap<Id, usize>,
    /// The event that a step did, for the reasons.
    pub(crate) events: Vec<Option<Id>>,
    files: HashMap<String, Vec<String>>,
}

impl Recorder {
    pub(crate) fn source(&mut self, at: &Spot) -> Source {
        let lines = self.files.entry(at.file.clone()).or_insert_with(|| {
            // rustc names the file as it was called: from the workspace's root, usually, while tests run in the package's folder.
            let here = std::env::current_dir().unwrap_or_default();
            let found = here
                .ancestors()
                .find_map(|dir| std::fs::read_to_string(dir.join(&at.file)).ok());
            found
                .unwrap_or_default()
                .lines()
                .map(str::to_owned)
                .collect()
        });
        let text = lines
            .get((at.line as usize).saturating_sub(1))
            .map_or("", |l| l.trim());
        Source {
            file: at.file.clone(),
            line: at.line,
            column: at.column,
            text: text.to_owned(),
        }
    }

    pub(crate) fn touched(&mut self, slot: &Slot, kind: &'static str) {
        self.kinds.insert(std::ptr::from_ref(slot).addr(), kind);
    }

    pub(crate) fn kind_of(&self, slot: &Slot) -> &'static str {
        let slot = std::ptr::from_ref(slot).addr();
        self.kinds.get(&slot).copied().unwrap_or_default()
    }

    fn object(&mut self, place: u32, kind: &str) -> usize {
        let Recorder {
            objects, by_place, ..
        } = self;
        *by_place.entry(place).or_insert_with(|| {
            let n = objects.iter().filter(|o| o.kind == kind).count() + 1;
            objects.push(Object {
                kind: kind.to_owned(),
                name: format!("{kind} {n}"),
            });
            objects.len() - 1
        })
    }

    fn push(
        &mut self,
        thread: u8,
        action: String,
        result: String,
        at: impl Into<Spot>,
    ) -> &mut Step {
        let source = self.source(&at.into());
        self.events.push(None);
        self.steps.push(Step {
            thread: thread as usize,
            source,
            action,
            result,
            object: None,
            read: None,
            wrote: None,
            reads_from: None,
            stale: false,
            printed: None,
            waits: false,
        });
        self.steps.last_mut().expect("just pushed")
    }
}

/// An atomic's value as its type shows it.
fn show(ty: Ty, value: u64) -> String {
    match ty {
        Ty::Bool | Ty::Poison => (value != 0).to_string(),
        Ty::I8 => (value as i8).to_string(),
        Ty::I16 => (value as i16).to_string(),
        Ty::I32 => (value as i32).to_string(),
        Ty::I64 | Ty::Isize => (value as i64).to_string(),
        Ty::Ptr if value == 0 => "null".into(),
        Ty::Ptr => format!("{value:#x}"),
        _ => value.to_string(),
    }
}

impl Run {
    /// An atomic operation: `pos` is its read, or its write when it only writes; `new` what it wrote.
    pub(crate) fn record_atomic(
        &mut self,
        pos: usize,
        new: Option<u64>,
        name: &dyn Display,
        at: Loc,
    ) {
        let e = self.events[pos];
        let ty = self.places[e.loc as usize].ty;
        let old = e.is_read().then(|| self.value_of(e.rf, e.loc));
        let stale = e.is_read() && {
            let own = Id {
                t: e.id.t,
                i: e.id.i + 1,
            };
            let rank = self.rank_of(e.rf);
            self.places[e.loc as usize].writes.iter().any(|&p| {
                let w = &self.events[p as usize];
                w.rank > rank && !(w.is(RMW) && w.id == own)
            })
        };
        let Some(rec) = &mut self.recorder else {
            return;
        };
        let object = rec.object(e.loc, ty.type_name());
        let name = match (ty, new) {
            (Ty::Poison, None) => "is it poisoned?".to_owned(),
            (Ty::Poison, Some(0)) => "clear_poison()".to_owned(),
            (Ty::Poison, Some(_)) => "poisons the lock".to_owned(),
            _ => name.to_string(),
        };
        let from = rec
            .by_event
            .get(&e.rf)
            .copied()
            .filter(|_| !e.rf.is_init() && e.is_read());
        let (read, wrote) = (old.map(|v| show(ty, v)), new.map(|v| show(ty, v)));
        let result = match (&read, &wrote) {
            (Some(r), Some(w)) => format!("{r} → {w}"),
            (Some(r), None) if e.is(super::ops::SPURIOUS_FAIL) => {
                format!("→ {r}, failed for no reason")
            }
            (Some(r), None) => format!("→ {r}"),
            (None, Some(w)) => format!("← {w}"),
            (None, None) => String::new(),
        };
        let n = rec.steps.len();
        let step = rec.push(e.id.t, name, result, at);
        step.object = Some(object);
        (step.read, step.wrote, step.reads_from, step.stale) = (read, wrote, from, stale);
        rec.events[n] = Some(e.id);
        rec.by_event.insert(e.id, n);
        if e.is(RMW) {
            rec.by_event.insert(
                Id {
                    t: e.id.t,
                    i: e.id.i + 1,
                },
                n,
            );
        }
    }

    pub(crate) fn record_object(&mut self, pos: usize, name: &'static str, at: Loc) {
        let e = self.events[pos];
        // A message is read from the step that sent it.
        let from = matches!(e.op, OpCode::Recv | OpCode::TryRecv | OpCode::RecvTimeout)
            .then(|| {
                self.places[e.loc as usize]
                    .objects
                    .iter()
                    .map(|&p| self.events[p as usize])
                    .find(|s| {
                        matches!(s.op, OpCode::Send | OpCode::TrySend)
                            && objects::outcome(s.out) == Outcome::Done
                            && objects::outcome(e.out) == Outcome::Done
                            && s.extra == e.extra
                    })
            })
            .flatten();
        let kind = self.places[e.loc as usize].kind;
        let thread = thread_of_place(e.loc).map(|t| self.thread_name(t));
        let Some(rec) = &mut self.recorder else {
            return;
        };
        if matches!(
            e.op,
            OpCode::End
                | OpCode::CvEnqueue
                | OpCode::SendDone
                | OpCode::RecvWait
                | OpCode::Arrive
                | OpCode::SenderClone
        ) {
            return;
        }
        let object = match thread {
            Some(_) => None,
            None => Some(rec.object(e.loc, kind)),
        };
        let n = rec.steps.len();
        let read_step = from.and_then(|s| rec.by_event.get(&s.id).copied());
        let result = said(&e);
        let step = rec.push(e.id.t, name.to_owned(), result.to_owned(), at);
        step.object = object;
        if let Some(thread) = thread {
            step.result = format!(
                "thread {thread} {}",
                if objects::outcome(e.out) == Outcome::Done {
                    "has ended"
                } else {
                    "runs"
                }
            );
        }
        step.reads_from = read_step;
        rec.events[n] = Some(e.id);
        rec.by_event.insert(e.id, n);
    }

    /// A step that touches no modelled object.
    pub(crate) fn record_plain(&mut self, action: &str, result: &str, at: Loc) {
        let t = self.current;
        if let Some(rec) = &mut self.recorder {
            rec.push(t, action.to_owned(), result.to_owned(), at);
        }
    }

    /// An access to an `UnsafeCell`: the step's number.
    pub(crate) fn record_cell(&mut self, cell: u64, at: Loc) -> usize {
        let t = self.current;
        let Some(rec) = &mut self.recorder else {
            return 0;
        };
        // Cells have numbers of their own: above all places.
        let object = rec.object((1 << 24) + cell as u32, "UnsafeCell");
        rec.push(t, "read".into(), String::new(), at).object = Some(object);
        rec.steps.len() - 1
    }

    pub(crate) fn record_panic(&mut self, message: &str, at: &Spot) {
        let t = self.current;
        if let Some(rec) = &mut self.recorder {
            let first = message.lines().next().unwrap_or("").to_owned();
            rec.push(t, "panics".into(), first, at.clone());
        }
    }

    pub(crate) fn record_print(&mut self, text: &str, at: Loc) {
        let t = self.current;
        if let Some(rec) = &mut self.recorder {
            rec.push(t, "print".into(), String::new(), at).printed = Some(text.to_owned());
        }
    }

    /// The last step of each thread that waits for ever.
    pub(crate) fn record_waits(&mut self) {
        for t in 0..self.threads.len() {
            let th = &self.threads[t];
            if th.finished || !th.exists || !th.blocked {
                continue;
            }
            let (name, at, loc) = match th.pending {
                Pending::Object { name, at, loc, .. } => (name, at, Some(loc)),
                Pending::Spin { at } => ("spins", at, None),
                _ => continue,
            };
            let kind = loc.map(|l| self.places.get(l as usize).map_or("", |p| p.kind));
            let Some(rec) = &mut self.recorder else {
                return;
            };
            let object = loc
                .filter(|l| thread_of_place(*l).is_none())
                .map(|l| rec.object(l, kind.unwrap_or("")));
            let step = rec.push(t as u8, name.to_owned(), "waits for ever".into(), at);
            step.object = object;
            step.waits = true;
        }
    }

    pub(crate) fn thread_name(&self, t: u8) -> String {
        match self.threads.get(t as usize).and_then(|t| t.name.as_deref()) {
            Some(name) => name.to_owned(),
            None if t == 0 => "main".into(),
            None => t.to_string(),
        }
    }

    pub(crate) fn object_name(&mut self, place: u32) -> String {
        let kind = self.places.get(place as usize).map_or("", |p| p.kind);
        match &mut self.recorder {
            Some(rec) => {
                let n = rec.object(place, kind);
                rec.objects[n].name.clone()
            }
            None => kind.to_owned(),
        }
    }
}

/// The thread whose end the place stands for.
pub(crate) fn thread_of_place(place: u32) -> Option<u8> {
    (place < super::clock::MAX_THREADS as u32).then_some(place as u8)
}

/// What came of an operation, when that is not just that it was done.
fn said(e: &Event) -> &'static str {
    match objects::outcome(e.out) {
        Outcome::WouldBlock => "would block",
        Outcome::TimedOut => "timed out",
        Outcome::Disconnected => "disconnected",
        Outcome::Empty => "empty",
        Outcome::Full => "full",
        Outcome::Leader => "is the leader",
        Outcome::Poisoned => "poisoned",
        Outcome::Claimed => "runs the initializer",
        Outcome::Done => match e.op {
            OpCode::CvWake if e.extra == objects::SPURIOUS => "woken for no reason",
            OpCode::CvWake => "woken",
            OpCode::CvNotifyOne | OpCode::CvNotifyAll if e.extra == 0 => "nobody waits",
            OpCode::Park if e.extra == objects::SPURIOUS => "woken for no reason",
            OpCode::Park => "goes on",
            OpCode::Leave => "all have arrived",
            _ => "",
        },
    }
}
