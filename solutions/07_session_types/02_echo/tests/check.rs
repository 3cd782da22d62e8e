//! Runs the exercise's cases against the solution.
use echo_solution as subject;
#[path = "../../../../exercises/07_session_types/02_echo/tests/cases/mod.rs"]
mod cases;
