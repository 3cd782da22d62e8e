//! Runs the exercise's cases against the solution.
use semaphore_solution as subject;
#[path = "../../../../exercises/10_condvar/02_semaphore/tests/cases/mod.rs"]
mod cases;
