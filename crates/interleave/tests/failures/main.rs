//! Whatever the program under check does, the test process goes on, and the message says what happened.
//!
//! Every test here runs the checker in its own process's test thread: one that brought the process down would take all
//! others with it.

#[path = "../support/mod.rs"]
mod support;

mod endings;
mod misuse;
mod panics;
mod threads;
mod time;
