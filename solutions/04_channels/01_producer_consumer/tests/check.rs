//! Runs the exercise's cases against the solution.
use producer_consumer_solution as subject;
#[path = "../../../../exercises/04_channels/01_producer_consumer/tests/cases/mod.rs"]
mod cases;
