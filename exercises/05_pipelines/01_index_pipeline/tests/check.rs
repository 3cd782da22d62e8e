//! Runs the cases against your `src/lib.rs`.
use index_pipeline as subject;
mod cases;
