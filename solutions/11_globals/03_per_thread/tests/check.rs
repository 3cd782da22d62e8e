//! Runs the exercise's cases against the solution.
use per_thread_solution as subject;
#[path = "../../../../exercises/11_globals/03_per_thread/tests/cases/mod.rs"]
mod cases;
