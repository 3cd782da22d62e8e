//! Runs the cases against your `src/lib.rs`.
use broken_protocols as subject;
mod cases;
