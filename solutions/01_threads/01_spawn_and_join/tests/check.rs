//! Runs the exercise's cases against the solution.
use spawn_and_join_solution as subject;
#[path = "../../../../exercises/01_threads/01_spawn_and_join/tests/cases/mod.rs"]
mod cases;
