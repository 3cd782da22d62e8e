//! Runs the exercise's cases against the solution.
use barrier_solution as subject;
#[path = "../../../../exercises/10_condvar/04_barrier/tests/cases/mod.rs"]
mod cases;
