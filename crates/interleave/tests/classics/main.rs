//! The classic concurrency bugs and their mended versions, one file a family: the wrong program is rejected, with the right kind of
//! failure and the right words, and the right one is verified.
//!
//! The programs are written as anyone would write them, with plain std types. Nothing here knows how the checker works.

#[path = "../support/mod.rs"]
mod support;

mod conditions;
mod counting_references;
mod deadlocks;
mod lock_free;
mod lost_updates;
mod mutual_exclusion;
mod publishing;
mod queues;
mod spin_locks;
