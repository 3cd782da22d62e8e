use tally_solution as subject;
#[path = "../../../../exercises/01_basics/03_tally/tests/cases/mod.rs"]
mod cases;
