//! Runs the cases against your `src/lib.rs`.
use running_max as subject;
mod cases;
