//! Runs the exercise's cases against the solution.
use logger_solution as subject;
#[path = "../../../../exercises/04_channels/06_logger/tests/cases/mod.rs"]
mod cases;
