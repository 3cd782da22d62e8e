//! Runs the cases against your `src/lib.rs`.
use semaphore as subject;
mod cases;
