//! Runs the exercise's cases against the solution.
use hostname_solution as subject;
#[path = "../../../../exercises/11_globals/02_hostname/tests/cases/mod.rs"]
mod cases;
