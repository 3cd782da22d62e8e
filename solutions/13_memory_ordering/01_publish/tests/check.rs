//! Runs the exercise's cases against the solution.
use publish_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/01_publish/tests/cases/mod.rs"]
mod cases;
