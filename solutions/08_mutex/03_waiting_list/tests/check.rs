//! Runs the exercise's cases against the solution.
use waiting_list_solution as subject;
#[path = "../../../../exercises/08_mutex/03_waiting_list/tests/cases/mod.rs"]
mod cases;
