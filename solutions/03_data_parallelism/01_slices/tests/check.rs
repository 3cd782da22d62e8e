//! Runs the exercise's cases against the solution.
use slices_solution as subject;
#[path = "../../../../exercises/03_data_parallelism/01_slices/tests/cases/mod.rs"]
mod cases;
