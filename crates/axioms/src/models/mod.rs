//! The models: sets of axioms over the same candidate executions.

mod armv8;
mod rc11;
mod sc;
mod tso;

use crate::execution::Execution;
use crate::relation::Relation;
use armv8::{AcquireLoads, Atomics};
use std::fmt::{self, Display, Formatter};

/// A memory model: which candidate executions a program may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Model {
    /// Sequential consistency, as if every ordering were SeqCst and nothing were reordered.
    Sc,
    /// What rustc's output for x86-64 may do: x86-TSO.
    X86Tso,
    /// What rustc's output for ARMv8.1 and later may do (read-modify-writes are single instructions).
    Armv8,
    /// The same where the target has `rcpc`, as Apple's machines do: an Acquire load is the weaker `ldapr`.
    Armv8Rcpc,
    /// What rustc's output for ARMv8.0 may do (read-modify-writes are loops of exclusives).
    Armv8Exclusives,
    /// Rust's own model: RC11.
    Rc11,
}

/// One demand of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Axiom {
    /// Its name in its source.
    pub name: &'static str,
    /// The paper or file that it comes from, and where in it.
    pub source: &'static str,
}

/// Whether an execution satisfies the axioms, or else the first one that it does not.
pub type Checked = Result<(), Axiom>;

impl Axiom {
    /// RC11's axiom that rules out load buffering, and nothing else that real machines do.
    pub const NO_THIN_AIR: Axiom = rc11::NO_THIN_AIR;

    fn demand(self, holds: bool) -> Checked {
        if holds { Ok(()) } else { Err(self) }
    }
}

impl Display for Axiom {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.source)
    }
}

impl Model {
    /// Every model, from the strongest to Rust's.
    pub const ALL: [Model; 6] = [
        Model::Sc,
        Model::X86Tso,
        Model::Armv8,
        Model::Armv8Rcpc,
        Model::Armv8Exclusives,
        Model::Rc11,
    ];

    /// Checks an execution against the axioms.
    ///
    /// # Errors
    /// The first axiom that does not hold.
    pub fn check(self, execution: &Execution) -> Checked {
        match self {
            Model::Sc => sc::check(execution),
            Model::X86Tso => tso::check(execution),
            Model::Armv8 => armv8::check(execution, Atomics::Lse, AcquireLoads::Ldar),
            Model::Armv8Rcpc => armv8::check(execution, Atomics::Lse, AcquireLoads::Ldapr),
            Model::Armv8Exclusives => {
                armv8::check(execution, Atomics::Exclusives, AcquireLoads::Ldar)
            }
            Model::Rc11 => rc11::check(execution),
        }
    }

    /// Whether the model allows the execution.
    pub fn allows(self, execution: &Execution) -> bool {
        self.check(execution).is_ok()
    }
}

impl Display for Model {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Model::Sc => "SC",
            Model::X86Tso => "x86-TSO",
            Model::Armv8 => "ARMv8",
            Model::Armv8Rcpc => "ARMv8.3",
            Model::Armv8Exclusives => "ARMv8.0",
            Model::Rc11 => "RC11",
        })
    }
}

/// The pairs of events of an execution that are a data race in Rust: on the same location, by different threads, one of them a
/// write, one of them not atomic, and neither happens-before the other. If any execution that RC11 allows has one, the program
/// has undefined behaviour, and its outcomes mean nothing.
pub fn races(execution: &Execution) -> Relation {
    rc11::races(execution)
}
