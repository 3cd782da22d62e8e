//! Runs the exercise's cases against the solution.
use merge_sort_solution as subject;
#[path = "../../../../exercises/03_data_parallelism/03_merge_sort/tests/cases/mod.rs"]
mod cases;
