//! Runs the exercise's cases against the solution.
use thread_pool_solution as subject;
#[path = "../../../../exercises/10_condvar/05_thread_pool/tests/cases/mod.rs"]
mod cases;
