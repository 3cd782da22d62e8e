//! Runs the exercise's cases against the solution.
use send_sync_solution as subject;
#[path = "../../../../exercises/02_sharing/03_send_sync/tests/cases/mod.rs"]
mod cases;
