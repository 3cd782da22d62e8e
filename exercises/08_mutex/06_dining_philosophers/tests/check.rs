//! Runs the cases against your `src/lib.rs`.
use dining_philosophers as subject;
mod cases;
