//! Runs the cases against your `src/lib.rs`.
use off_thread as subject;
mod cases;
