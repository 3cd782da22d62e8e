//! Runs the exercise's cases against the solution.
use arithmetic_loop_solution as subject;
#[path = "../../../../exercises/07_session_types/04_arithmetic_loop/tests/cases/mod.rs"]
mod cases;
