//! Runs the cases against your `src/lib.rs`.
use work_stealing as subject;
mod cases;
