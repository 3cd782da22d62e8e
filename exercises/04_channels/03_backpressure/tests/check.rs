//! Runs the cases against your `src/lib.rs`.
use backpressure as subject;
mod cases;
