//! Runs the exercise's cases against the solution.
use shared_receiver_solution as subject;
#[path = "../../../../exercises/04_channels/05_shared_receiver/tests/cases/mod.rs"]
mod cases;
