//! Runs the exercise's cases against the solution.
use work_stealing_solution as subject;
#[path = "../../../../exercises/06_crossbeam/02_work_stealing/tests/cases/mod.rs"]
mod cases;
