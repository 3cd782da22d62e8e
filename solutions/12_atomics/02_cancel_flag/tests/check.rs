//! Runs the exercise's cases against the solution.
use cancel_flag_solution as subject;
#[path = "../../../../exercises/12_atomics/02_cancel_flag/tests/cases/mod.rs"]
mod cases;
