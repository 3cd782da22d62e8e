//! The exercise's program, with the solution.
extern crate mandelbrot_solution as mandelbrot;

include!("../../../../exercises/03_data_parallelism/05_mandelbrot/src/main.rs");
