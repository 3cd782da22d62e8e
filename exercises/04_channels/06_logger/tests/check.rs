//! Runs the cases against your `src/lib.rs`.
use logger as subject;
mod cases;
