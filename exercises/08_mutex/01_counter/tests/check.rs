//! Runs the cases against your `src/lib.rs`.
use counter as subject;
mod cases;
