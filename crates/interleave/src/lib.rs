//! A model checker that stands in for `std`: it runs a closure in every execution that Rust's memory model allows.
//!
//! # The problem
//!
//! Two threads add to one balance, in two steps: read it, then write what it is to be.
//!
//! ```
//! use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
//! use interleave::thread;
//!
//! /// A hundred, and two payments of ten.
//! fn balance_at_the_end() -> u32 {
//!     let balance = AtomicU32::new(100);
//!     let pay_in = || balance.store(balance.load(SeqCst) + 10, SeqCst);
//!     thread::scope(|scope| {
//!         scope.spawn(pay_in);
//!         scope.spawn(pay_in);
//!     });
//!     balance.into_inner()
//! }
//! ```
//!
//! If both threads read before either writes, a payment is lost. A test that runs this once passes nearly always, since one
//! thread is done before the other has begun:
//!
//! ```no_run
//! # fn balance_at_the_end() -> u32 { 120 }
//! #[test]
//! fn no_payment_is_lost() {
//!     assert_eq!(balance_at_the_end(), 120);
//! }
//! ```
//!
//! This one never passes. [`check`] runs the closure in each execution that it can have, and panics with an explanation of one that
//! fails, step by step:
//!
//! ```should_panic
//! # use interleave::{sync::atomic::{AtomicU32, Ordering::SeqCst}, thread};
//! # fn balance_at_the_end() -> u32 {
//! #     let balance = AtomicU32::new(100);
//! #     let pay_in = || balance.store(balance.load(SeqCst) + 10, SeqCst);
//! #     thread::scope(|scope| {
//! #         scope.spawn(pay_in);
//! #         scope.spawn(pay_in);
//! #     });
//! #     balance.into_inner()
//! # }
//! // In a #[test].
//! interleave::check(|| assert_eq!(balance_at_the_end(), 120));
//! ```
//!
//! With `fetch_add` for the two steps there is nothing to find, and that is said only when every execution has been run:
//!
//! ```
//! use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
//! use interleave::{Verdict, thread};
//!
//! let report = interleave::explore(|| {
//!     let balance = AtomicU32::new(100);
//!     let pay_in = || _ = balance.fetch_add(10, SeqCst);
//!     thread::scope(|scope| {
//!         scope.spawn(pay_in);
//!         scope.spawn(pay_in);
//!     });
//!     assert_eq!(balance.into_inner(), 120);
//! });
//! assert_eq!(report.verdict(), Verdict::Verified { executions: 2 });
//! ```
//!
//! # In a crate of your own
//!
//! The crate is not published: depend on it by its path, under the name `std`.
//!
//! ```toml
//! [dependencies]
//! std = { package = "interleave", path = "../workbook/crates/interleave", default-features = false }
//!
//! [dev-dependencies]
//! std = { package = "interleave", path = "../workbook/crates/interleave", features = ["explore"] }
//! ```
//!
//! Then `use std::sync::Mutex` is the mirror's `Mutex`: the same names and signatures as std's. It uses real threads as std does,
//! except inside of a check; and a test says `use std as interleave;` to name the checker. Without the feature `explore`, and so
//! outside of the tests, the whole crate is the real std and nothing else.
//!
//! # What is asked, and what is answered
//!
//! - [`check`] panics when an execution fails, and when not all of them could be run. [`explore`] reports, and never panics because
//!   of what it finds. [`outcomes`] gives every value that the closure can return. [`Explorer`] sets bounds.
//! - [`Verdict::Verified`]: every execution was run, and none failed. [`Verdict::Bounded`]: none failed, but a limit was hit, and
//!   that is no success. [`Verdict::Failed`]: [`Report::failure`] explains one, and [`FailureKind`] says of what kind it is.
//! - The last line of an explanation is a replay id. [`Explorer::replay`] runs that one execution again.
//!
//! # Limits
//!
//! A verdict holds for the closure that was checked: with two threads it says nothing certain about five. By default it ends with
//! two million executions, or with one of 5,000 steps ([`Explorer::max_executions`], [`Explorer::max_steps`]); an execution has at
//! most 32 threads. The closure must do the same when it is run with the same decisions: no clock, no random numbers.
//!
//! Not seen are, among others: load buffering; atomics of `core` and those inside other crates; `static mut`; memory that
//! belongs to no `UnsafeCell`; a write that changes nothing, or that lies behind the first 4,096 bytes of a cell; what std's `Arc`
//! does inside; more than one wake-up for no reason in an execution. The whole list is `book/src/limits.md`, in the book under
//! "How a verdict is reached".
//!
//! # Environment variables
//!
//! - `INTERLEAVE_REPLAY`: a replay id. Each check runs that execution only, so name one test:
//!   `INTERLEAVE_REPLAY=03422301a cargo test no_payment_is_lost`. What passes then is Bounded, not verified.
//! - `INTERLEAVE_REPORT_DIR`: a folder, into which each check writes what it found as JSON, one file each
//!   (`interleave_trace::Report`).
//!
//! # Inside
//!
//! - `mirror` (private) is std's concurrency in two worlds, real and modelled; every other name is std's own.
//! - `rt` (private) is the engine: coroutines, execution graphs, the memory model, the explanation.

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
