//! Runs the exercise's cases against the solution.
use my_arc_solution as subject;
#[path = "../../../../exercises/13_memory_ordering/05_my_arc/tests/cases/mod.rs"]
mod cases;
