//! Runs the cases against your `src/lib.rs`.
use scoped_chunks as subject;
mod cases;
