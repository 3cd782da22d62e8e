//! Runs the cases against your `src/lib.rs`.
use one_shot as subject;
mod cases;
