//! Runs the cases against your `src/lib.rs`.
use spin_lock as subject;
mod cases;
