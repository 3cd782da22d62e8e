//! Runs the cases against your `src/lib.rs`.
use per_thread as subject;
mod cases;
