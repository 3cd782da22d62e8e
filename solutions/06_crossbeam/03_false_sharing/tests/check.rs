//! Runs the exercise's cases against the solution.
use false_sharing_solution as subject;
#[path = "../../../../exercises/06_crossbeam/03_false_sharing/tests/cases/mod.rs"]
mod cases;
