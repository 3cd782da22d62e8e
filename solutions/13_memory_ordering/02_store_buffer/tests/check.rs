//! Runs the exercise's cases against the solution.
use store_buffer_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/02_store_buffer/tests/cases/mod.rs"]
mod cases;
