//! Runs the cases against your `src/lib.rs`.
use mandelbrot as subject;
mod cases;
