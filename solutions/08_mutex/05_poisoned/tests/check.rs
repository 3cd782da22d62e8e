//! Runs the exercise's cases against the solution.
use poisoned_solution as subject;
#[path = "../../../../exercises/08_mutex/05_poisoned/tests/cases/mod.rs"]
mod cases;
