//! Runs the cases against your `src/lib.rs`.
use merge_sort as subject;
mod cases;
