//! The classic litmus tests, on this machine and under the models: the reorder demo.
//!
//! - [`catalogue`]: the tests. Each is written once, in `interleave_axioms::classics`; the orderings of its accesses are chosen here
//!   ([`Choice`]).
//! - [`judge()`]: what SC, x86-TSO, ARMv8 and RC11 (Rust) allow it to do, with a reason for each outcome.
//! - [`native`]: runs it on this machine and counts its outcomes. Every thread is compiled for every ordering; nothing is
//!   interpreted.
//! - [`Report`]: a test, its judgement and what was seen, put together.
//! - [`Record`]: runs kept as data, with machine and date, for the book's tables.
//!
//! ```
//! use interleave_litmus::{find, judge, native};
//! use std::ops::ControlFlow;
//! use std::sync::atomic::Ordering::Relaxed;
//!
//! let sb = find("sb").unwrap().uniform(Relaxed);
//! let options = native::Options { rounds: 10_000, ..native::Options::default() };
//! let seen = native::run(&sb, &options, |_| ControlFlow::Continue(())).unwrap();
//! let judged = judge(&sb);
//! assert!(seen.counts.keys().all(|outcome| judged.allows_here(outcome)));
//! ```
//!
//! This crate prints nothing, and decides nothing by what it saw: a machine that does not show an outcome proves nothing about it.

pub mod catalogue;
mod choice;
mod judge;
mod kernels;
mod machine;
pub mod native;
mod record;
mod report;
mod why;

pub use catalogue::{Test, find, tests};
pub use choice::{BadOrderings, Choice, STRENGTHS, Slot};
pub use interleave_axioms::Outcome;
pub use judge::{Allowed, Judgement, Row, judge};
pub use machine::Machine;
pub use record::{Measured, Record, RecordError, VERSION};
pub use report::{Report, ReportRow};
