//! Runs the exercise's cases against the solution.
use first_error_solution as subject;
#[path = "../../../../exercises/01_threads/04_first_error/tests/cases/mod.rs"]
mod cases;
