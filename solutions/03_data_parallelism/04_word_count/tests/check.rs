//! Runs the exercise's cases against the solution.
use word_count_solution as subject;
#[path = "../../../../exercises/03_data_parallelism/04_word_count/tests/cases/mod.rs"]
mod cases;
