//! Runs the cases against your `src/lib.rs`.
use cache as subject;
mod cases;
