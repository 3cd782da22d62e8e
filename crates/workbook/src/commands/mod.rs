//! The verbs: a file each, its options right above the function that executes them.

pub mod build;
pub mod check;
pub mod completions;
pub mod hint;
pub mod learn;
pub mod list;
pub mod litmus;
pub mod replay;
pub mod reset;
pub mod solution;
pub mod starters;
pub mod verify;
