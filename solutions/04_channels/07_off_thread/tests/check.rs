//! Runs the exercise's cases against the solution.
use off_thread_solution as subject;
#[path = "../../../../exercises/04_channels/07_off_thread/tests/cases/mod.rs"]
mod cases;
