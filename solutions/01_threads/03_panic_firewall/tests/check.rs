//! Runs the exercise's cases against the solution.
use panic_firewall_solution as subject;
#[path = "../../../../exercises/01_threads/03_panic_firewall/tests/cases/mod.rs"]
mod cases;
