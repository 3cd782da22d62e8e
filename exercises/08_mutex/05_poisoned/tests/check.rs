//! Runs the cases against your `src/lib.rs`.
use poisoned as subject;
mod cases;
