//! Runs the cases against your `src/lib.rs`.
use cancel_flag as subject;
mod cases;
