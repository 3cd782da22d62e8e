//! Litmus programs, and what each memory model allows them to do: an oracle straight from the definitions.
//!
//! A [`Program`] is a few threads of atomic accesses. Its candidate executions are enumerated ([`candidates`]): every way
//! for reads to read from writes, every modification order. A [`Model`] is a set of axioms, written as in
//! the paper that each names, that says which candidates are allowed. [`analyse`] gives the outcomes of those that are.
//!
//! ```
//! use interleave_axioms::{Model, Program, analyse};
//! use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
//!
//! let mut mp = Program::new("mp");
//! let (data, flag) = (mp.atomic("data", 0), mp.atomic("flag", 0));
//! mp.thread(|t| {
//!     t.store(data, 1, Relaxed);
//!     t.store(flag, 1, Release);
//! });
//! mp.thread(|t| {
//!     t.load(flag, Acquire);
//!     t.load(data, Relaxed);
//! });
//! let stale = "1:r0=1 1:r1=0".parse::<interleave_axioms::Condition>().unwrap();
//! assert!(!analyse(&mp, Model::Rc11).outcomes.keys().any(|outcome| stale.holds(outcome)));
//! let relaxed = mp.with_uniform(Relaxed);
//! assert!(analyse(&relaxed, Model::Rc11).outcomes.keys().any(|outcome| stale.holds(outcome)));
//! ```
//!
//! This crate is the judge of the checker (`interleave`), so it shares no code with it, and cleverness has no place here: the number
//! of candidates grows exponentially, and programs have to be small. It never runs a program; it does not model what
//! a compiler does to relaxed accesses; locations are whole words that do not overlap.
#![forbid(unsafe_code)]

mod analysis;
pub mod candidates;
pub mod classics;
mod condition;
mod execution;
pub mod minimise;
mod models;
mod path;
mod program;
pub mod random;
mod relation;
pub mod text;

pub use analysis::{Analysis, analyse, analyse_under};
pub use condition::Condition;
pub use execution::{Access, Event, Execution, Kind, Outcome};
pub use models::{Axiom, Checked, Model, races};
pub use program::{
    Body, Instruction, Loc, Location, LocationKind, Operand, Program, ProgramError, Reg, Role,
    Thread, Update, Value,
};
pub use relation::{MAX_EVENTS, Relation, Set};
