//! Runs the exercise's cases against the solution.
use check_then_act_solution as subject;
#[path = "../../../../exercises/08_mutex/02_check_then_act/tests/cases/mod.rs"]
mod cases;
