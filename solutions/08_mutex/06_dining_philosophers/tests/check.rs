//! Runs the exercise's cases against the solution.
use dining_philosophers_solution as subject;
#[path = "../../../../exercises/08_mutex/06_dining_philosophers/tests/cases/mod.rs"]
mod cases;
