//! Runs the cases against your `src/lib.rs`.
use word_count as subject;
mod cases;
