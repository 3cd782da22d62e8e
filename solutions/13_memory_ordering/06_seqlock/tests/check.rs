//! Runs the exercise's cases against the solution.
use seqlock_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/06_seqlock/tests/cases/mod.rs"]
mod cases;
