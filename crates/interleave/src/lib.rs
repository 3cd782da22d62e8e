//! A model checker that stands in for `std`: it runs a closure in every execution that Rust's memory model allows.
//!
//! A crate that depends on it under the name `std`
//!
//! ```toml
//! [dependencies]
//! std = { package = "interleave", version = "0.1" }
//! ```
//!
//! says `use std::sync::Mutex` and gets the mirror's `Mutex`: the same names and signatures as std's, which use real threads as
//! std does, until a check runs them:
//!
//! ```
//! use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
//! use interleave::{Verdict, thread};
//!
//! let report = interleave::explore(|| {
//!     let count = AtomicU32::new(0);
//!     thread::scope(|scope| {
//!         for _ in 0..2 {
//!             scope.spawn(|| count.store(count.load(Relaxed) + 1, Relaxed));
//!         }
//!     });
//!     assert_eq!(count.into_inner(), 2);
//! });
//! assert!(matches!(report.verdict(), Verdict::Failed));
//! ```
//!
//! - [`check`], [`explore`], [`outcomes`] and [`Explorer`] ask for an exploration; [`Report`] is what came of it.
//! - `mirror` (private) is std's concurrency in two worlds, real and modelled; every other name is std's own.
//! - `rt` (private) is the engine: coroutines, execution graphs, the memory model, the explanation.
//!
//! Without the feature `explore` the whole crate is the real std and nothing else.

// Everything of std that is not named below. What is named below wins: two globs that brought the same name would not do, because
// across crates one of them would silently be picked.
pub use ::std::*;

#[cfg(feature = "explore")]
mod api;
#[cfg(feature = "explore")]
mod mirror;
#[cfg(feature = "explore")]
mod report;
#[cfg(feature = "explore")]
#[expect(
    hidden_glob_reexports,
    reason = "std::rt is an unstable module that no program names"
)]
mod rt;

#[cfg(feature = "explore")]
pub use self::api::{Explorer, Failure, FailureKind, Report, Verdict, check, explore, outcomes};
#[cfg(feature = "explore")]
#[doc(hidden)]
pub use self::mirror::macros::support as __support;
#[cfg(feature = "explore")]
pub use self::mirror::{cell, hint, mem, panic, prelude, process, sync, thread, time};
