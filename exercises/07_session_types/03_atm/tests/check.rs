//! Runs the cases against your `src/lib.rs`.
use atm as subject;
mod cases;
