//! Runs the exercise's cases against the solution.
use packets_served_solution as subject;
#[path = "../../../../exercises/11_globals/01_packets_served/tests/cases/mod.rs"]
mod cases;
