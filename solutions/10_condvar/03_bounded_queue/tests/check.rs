//! Runs the exercise's cases against the solution.
use bounded_queue_solution as subject;
#[path = "../../../../exercises/10_condvar/03_bounded_queue/tests/cases/mod.rs"]
mod cases;
