//! Runs the exercise's cases against the solution.
use select_solution as subject;
#[path = "../../../../exercises/06_crossbeam/01_select/tests/cases/mod.rs"]
mod cases;
