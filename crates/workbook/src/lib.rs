//! The workbook's program, as a library so that tests can use its parts.
//!
//! The way of a verdict: [`catalogue`] reads what exercises there are; [`cargo`] builds them, all in one call;
//! [`runner`] runs each test in a process of its own, by way of [`process`]; [`verdict`] says what that means ([`checking`]
//! is all of this in one call); [`show`] puts it on the terminal, and [`serve`] on the page. [`commands`] has a file for each
//! verb.

pub mod bars;
pub mod book;
pub mod cargo;
pub mod catalogue;
pub mod checking;
pub mod cli;
pub mod commands;
pub mod context;
pub mod exit;
pub mod litmus;
pub mod process;
pub mod progress;
pub mod runner;
pub mod serve;
pub mod show;
pub mod starters;
pub mod verdict;
pub mod verify;
pub mod watch;
