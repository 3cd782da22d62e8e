//! Runs the cases against your `src/lib.rs`.
use slices as subject;
mod cases;
