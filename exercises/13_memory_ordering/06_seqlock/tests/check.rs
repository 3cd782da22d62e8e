//! Runs the cases against your `src/lib.rs`.
use seqlock as subject;
mod cases;
