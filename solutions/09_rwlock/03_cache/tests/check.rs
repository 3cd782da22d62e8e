//! Runs the exercise's cases against the solution.
use cache_solution as subject;
#[path = "../../../../exercises/09_rwlock/03_cache/tests/cases/mod.rs"]
mod cases;
