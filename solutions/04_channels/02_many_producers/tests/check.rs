//! Runs the exercise's cases against the solution.
use many_producers_solution as subject;
#[path = "../../../../exercises/04_channels/02_many_producers/tests/cases/mod.rs"]
mod cases;
