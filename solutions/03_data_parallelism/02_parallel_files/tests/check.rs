//! Runs the exercise's cases against the solution.
use parallel_files_solution as subject;
#[path = "../../../../exercises/03_data_parallelism/02_parallel_files/tests/cases/mod.rs"]
mod cases;
