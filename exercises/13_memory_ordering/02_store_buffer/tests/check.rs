//! Runs the cases against your `src/lib.rs`.
use store_buffer as subject;
mod cases;
