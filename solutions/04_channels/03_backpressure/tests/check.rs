//! Runs the exercise's cases against the solution.
use backpressure_solution as subject;
#[path = "../../../../exercises/04_channels/03_backpressure/tests/cases/mod.rs"]
mod cases;
