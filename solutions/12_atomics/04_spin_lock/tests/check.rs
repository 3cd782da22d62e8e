//! Runs the exercise's cases against the solution.
use spin_lock_solution as subject;
#[path = "../../../../exercises/12_atomics/04_spin_lock/tests/cases/mod.rs"]
mod cases;
