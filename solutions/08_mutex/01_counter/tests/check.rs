//! Runs the exercise's cases against the solution.
use counter_solution as subject;
#[path = "../../../../exercises/08_mutex/01_counter/tests/cases/mod.rs"]
mod cases;
