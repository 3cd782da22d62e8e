//! Runs the exercise's cases against the solution.
use broken_protocols_solution as subject;
#[path = "../../../../exercises/07_session_types/05_broken_protocols/tests/cases/mod.rs"]
mod cases;
