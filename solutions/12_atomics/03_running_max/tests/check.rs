//! Runs the exercise's cases against the solution.
use running_max_solution as subject;
#[path = "../../../../exercises/12_atomics/03_running_max/tests/cases/mod.rs"]
mod cases;
