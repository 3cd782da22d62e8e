//! Runs the cases against your `src/lib.rs`.
use first_error as subject;
mod cases;
