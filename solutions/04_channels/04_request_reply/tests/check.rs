//! Runs the exercise's cases against the solution.
use request_reply_solution as subject;
#[path = "../../../../exercises/04_channels/04_request_reply/tests/cases/mod.rs"]
mod cases;
