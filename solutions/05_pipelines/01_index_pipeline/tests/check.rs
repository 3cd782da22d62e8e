//! Runs the exercise's cases against the solution.
use index_pipeline_solution as subject;
#[path = "../../../../exercises/05_pipelines/01_index_pipeline/tests/cases/mod.rs"]
mod cases;
