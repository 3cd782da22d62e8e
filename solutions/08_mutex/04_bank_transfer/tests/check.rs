//! Runs the exercise's cases against the solution.
use bank_transfer_solution as subject;
#[path = "../../../../exercises/08_mutex/04_bank_transfer/tests/cases/mod.rs"]
mod cases;
