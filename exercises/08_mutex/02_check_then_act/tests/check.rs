//! Runs the cases against your `src/lib.rs`.
use check_then_act as subject;
mod cases;
