//! Runs the cases against your `src/lib.rs`.
use send_sync as subject;
mod cases;
