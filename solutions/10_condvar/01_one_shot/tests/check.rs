//! Runs the exercise's cases against the solution.
use one_shot_solution as subject;
#[path = "../../../../exercises/10_condvar/01_one_shot/tests/cases/mod.rs"]
mod cases;
