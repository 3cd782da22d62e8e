//! Runs the exercise's cases against the solution.
use atm_solution as subject;
#[path = "../../../../exercises/07_session_types/03_atm/tests/cases/mod.rs"]
mod cases;
