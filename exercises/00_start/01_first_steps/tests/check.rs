//! Runs the cases against your `src/lib.rs`.
use first_steps as subject;
mod cases;
