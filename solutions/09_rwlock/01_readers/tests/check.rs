//! Runs the exercise's cases against the solution.
use readers_solution as subject;
#[path = "../../../../exercises/09_rwlock/01_readers/tests/cases/mod.rs"]
mod cases;
