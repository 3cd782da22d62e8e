//! Runs the cases against your `src/lib.rs`.
use parallel_files as subject;
mod cases;
