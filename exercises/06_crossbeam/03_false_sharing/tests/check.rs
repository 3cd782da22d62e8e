//! Runs the cases against your `src/lib.rs`.
use false_sharing as subject;
mod cases;
