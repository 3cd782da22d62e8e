//! Runs the cases against your `src/lib.rs`.
use arithmetic_loop as subject;
mod cases;
