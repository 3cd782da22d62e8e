//! Runs the exercise's cases against the solution.
use once_init_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/03_once_init/tests/cases/mod.rs"]
mod cases;
