//! Runs the cases against your `src/lib.rs`.
use split_work as subject;
mod cases;
