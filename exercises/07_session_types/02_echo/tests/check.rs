//! Runs the cases against your `src/lib.rs`.
use echo as subject;
mod cases;
