//! Runs the cases against your `src/lib.rs`.
use publish as subject;
mod cases;
