//! Runs the exercise's cases against the solution.
use split_work_solution as subject;
#[path = "../../../../exercises/02_sharing/04_split_work/tests/cases/mod.rs"]
mod cases;
