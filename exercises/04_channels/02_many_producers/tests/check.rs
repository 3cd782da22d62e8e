//! Runs the cases against your `src/lib.rs`.
use many_producers as subject;
mod cases;
