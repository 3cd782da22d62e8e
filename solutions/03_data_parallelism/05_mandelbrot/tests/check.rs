//! Runs the exercise's cases against the solution.
use mandelbrot_solution as subject;
#[path = "../../../../exercises/03_data_parallelism/05_mandelbrot/tests/cases/mod.rs"]
mod cases;
