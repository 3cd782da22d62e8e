//! Runs the cases against your `src/lib.rs`.
use unique_ids as subject;
mod cases;
