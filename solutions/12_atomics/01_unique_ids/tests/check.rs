//! Runs the exercise's cases against the solution.
use unique_ids_solution as subject;
#[path = "../../../../exercises/12_atomics/01_unique_ids/tests/cases/mod.rs"]
mod cases;
