//! Runs the exercise's cases against the solution.
use scoped_chunks_solution as subject;
#[path = "../../../../exercises/02_sharing/02_scoped_chunks/tests/cases/mod.rs"]
mod cases;
