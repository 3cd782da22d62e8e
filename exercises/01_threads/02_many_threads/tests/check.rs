//! Runs the cases against your `src/lib.rs`.
use many_threads as subject;
mod cases;
