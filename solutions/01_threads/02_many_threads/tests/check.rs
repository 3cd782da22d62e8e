//! Runs the exercise's cases against the solution.
use many_threads_solution as subject;
#[path = "../../../../exercises/01_threads/02_many_threads/tests/cases/mod.rs"]
mod cases;
