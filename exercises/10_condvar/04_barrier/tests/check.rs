//! Runs the cases against your `src/lib.rs`.
use barrier as subject;
mod cases;
