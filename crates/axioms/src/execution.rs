//! An execution: the events of one run of a program and the relations between them.
//!
//! The names are those of the RC11 paper (Lahav, Vafeiadis, Kang, Hur, Dreyer: "Repairing Sequential Consistency in
//! C/C++11", PLDI 2017); where the hardware models have other names both are given. Nothing here says whether
//! the execution is allowed.

use crate::program::{Loc, Program, Value};
use crate::relation::{Relation, Set};
use std::fmt::{self, Display, Formatter};
use std::sync::atomic::Ordering;

/// What an event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Reads a value.
    Read,
    /// Writes a value.
    Write,
    /// A fence.
    Fence,
}

/// Which kind of source operation an event comes from. Every model derives from it what it distinguishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// The write of an initial value.
    Init,
    /// A non-atomic read or write.
    NonAtomic,
    /// An atomic load or store.
    Plain(Ordering),
    /// The read or the write of a read-modify-write that took place.
    Rmw {
        /// The ordering it was given (of a compare_exchange: on success).
        ordering: Ordering,
        /// Of a compare_exchange: the ordering on failure.
        failure: Option<Ordering>,
    },
    /// The read of a compare_exchange that failed.
    FailedRmw {
        /// The ordering on success.
        ordering: Ordering,
        /// The ordering on failure.
        failure: Ordering,
    },
    /// A fence.
    Fence(Ordering),
}

impl Access {
    /// The ordering that the language gives to the event; none for a non-atomic one.
    pub fn ordering(self) -> Option<Ordering> {
        match self {
            Access::Init | Access::NonAtomic => None,
            Access::Plain(ordering) | Access::Rmw { ordering, .. } | Access::Fence(ordering) => {
                Some(ordering)
            }
            Access::FailedRmw { failure, .. } => Some(failure),
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// The thread, or none for the write of an initial value.
    pub thread: Option<usize>,
    /// What it does.
    pub kind: Kind,
    /// What it comes from.
    pub access: Access,
    /// The location; none for a fence.
    pub loc: Option<Loc>,
    /// The value read or written; 0 for a fence.
    pub value: Value,
    /// The text of its instruction; empty for the write of an initial value. The two events of a read-modify-write have
    /// the same.
    pub text: String,
}

/// The registers and the observed memory at the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    /// The registers of each thread.
    pub registers: Vec<Vec<Value>>,
    /// The modification-order-latest value of each location in [`Program::observed`], with the location's name.
    pub memory: Vec<(String, Value)>,
}

impl Display for Outcome {
    /// `0:r0=1 1:r0=0 x=2`: thread 0's register 0 is 1, and so on.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let registers = self
            .registers
            .iter()
            .enumerate()
            .flat_map(|(thread, registers)| {
                registers
                    .iter()
                    .enumerate()
                    .map(move |(reg, value)| format!("{thread}:r{reg}={value}"))
            });
        let memory = self
            .memory
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        f.write_str(&registers.chain(memory).collect::<Vec<_>>().join(" "))
    }
}

/// One run of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// The events: first the write of each initial value, then those of each thread in program order.
    pub events: Vec<Event>,
    /// Program order (the paper's sb), transitive. The writes of the initial values are before all that threads do.
    pub po: Relation,
    /// Reads-from: a write and a read that takes its value.
    pub rf: Relation,
    /// Modification order (hardware: coherence order, co): total on the writes of each location, transitive.
    pub mo: Relation,
    /// The read and the write of each read-modify-write that took place.
    pub rmw: Relation,
    /// Data dependencies: a read, and a write whose value is computed from what was read.
    pub data: Relation,
    /// Control dependencies: a read, and everything in program order after a branch on what was read.
    pub ctrl: Relation,
    /// The read of a compare_exchange, and everything in program order after it. A machine without an instruction for it
    /// branches on what was read, so there these are control dependencies.
    pub cas: Relation,
    /// What it leaves behind.
    pub outcome: Outcome,
}

impl Execution {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there are no events at all.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The events for which `holds` is true.
    pub fn set(&self, mut holds: impl FnMut(&Event) -> bool) -> Set {
        Set::filter(self.len(), |event| holds(&self.events[event]))
    }

    /// R: the reads.
    pub fn reads(&self) -> Set {
        self.set(|event| event.kind == Kind::Read)
    }

    /// W: the writes, those of the initial values included.
    pub fn writes(&self) -> Set {
        self.set(|event| event.kind == Kind::Write)
    }

    /// The pairs of events on the same location (loc).
    pub fn same_location(&self) -> Relation {
        let loc = |event: usize| self.events[event].loc;
        Relation::filter(self.len(), |a, b| loc(a).is_some() && loc(a) == loc(b))
    }

    /// The pairs of events of different threads (ext). The writes of the initial values belong to no thread.
    pub fn external(&self) -> Relation {
        let thread = |event: usize| self.events[event].thread;
        Relation::filter(self.len(), |a, b| {
            a != b && (thread(a).is_none() || thread(a) != thread(b))
        })
    }

    /// Reads-before (hardware: from-read, fr): a read, and the writes that are modification-order-after the one it read.
    pub fn reads_before(&self) -> Relation {
        self.rf.inverse().then(self.mo)
    }

    /// Whether program order and reads-from together have no cycle. If they have one, the execution is load buffering.
    pub fn is_porf_acyclic(&self) -> bool {
        (self.po | self.rf).is_acyclic()
    }

    /// The event in a few words: `1: r0 = y.load(Acquire) reads 1`.
    pub fn describe(&self, event: usize, program: &Program) -> String {
        let Event {
            thread,
            kind,
            loc,
            value,
            text,
            ..
        } = &self.events[event];
        let loc = loc.map_or("", |loc| program.locations[loc.0].name.as_str());
        match (thread, kind) {
            (None, _) => format!("initially {loc} = {value}"),
            (Some(thread), Kind::Read) => format!("{thread}: {text} reads {value}"),
            (Some(thread), Kind::Write) => format!("{thread}: {text} writes {value}"),
            (Some(thread), Kind::Fence) => format!("{thread}: {text}"),
        }
    }

    /// The execution as text: the events of each thread, from which write each read reads, and the order of the writes of
    /// each location that has several.
    pub fn describe_all(&self, program: &Program) -> String {
        let mut text = String::new();
        for event in 0..self.len() {
            text += &format!("{event:3}  {}", self.describe(event, program));
            if let Some(write) = self.rf.inverse().successors(event).iter().next() {
                text += &format!(" (from {write})");
            }
            text.push('\n');
        }
        for loc in 0..program.locations.len() {
            let mut writes: Vec<usize> = self
                .set(|e| e.kind == Kind::Write && e.loc == Some(Loc(loc)))
                .iter()
                .collect();
            if writes.len() > 2 {
                writes.sort_by_key(|&write| {
                    std::cmp::Reverse((self.mo.successors(write) & self.writes()).len())
                });
                let order: Vec<String> = writes.iter().map(usize::to_string).collect();
                text += &format!(
                    "     {} is written in the order {}\n",
                    program.locations[loc].name,
                    order.join(", ")
                );
            }
        }
        text
    }
}
