//! Runs the exercise's cases against the solution.
use first_steps_solution as subject;
#[path = "../../../../exercises/00_start/01_first_steps/tests/cases/mod.rs"]
mod cases;
