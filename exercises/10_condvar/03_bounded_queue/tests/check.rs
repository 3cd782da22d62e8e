//! Runs the cases against your `src/lib.rs`.
use bounded_queue as subject;
mod cases;
