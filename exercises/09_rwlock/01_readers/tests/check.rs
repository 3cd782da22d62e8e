//! Runs the cases against your `src/lib.rs`.
use readers as subject;
mod cases;
