//! Runs the cases against your `src/lib.rs`.
use my_arc as subject;
mod cases;
