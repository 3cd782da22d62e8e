//! Runs the cases against your `src/lib.rs`.
use thread_pool as subject;
mod cases;
