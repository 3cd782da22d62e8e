//! Runs the exercise's cases against the solution.
use arc_glossary_solution as subject;
#[path = "../../../../exercises/02_sharing/01_arc_glossary/tests/cases/mod.rs"]
mod cases;
