//! Runs the cases against your `src/lib.rs`.
use select as subject;
mod cases;
