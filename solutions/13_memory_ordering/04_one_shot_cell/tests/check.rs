//! Runs the exercise's cases against the solution.
use one_shot_cell_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/04_one_shot_cell/tests/cases/mod.rs"]
mod cases;
