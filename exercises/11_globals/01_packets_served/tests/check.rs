//! Runs the cases against your `src/lib.rs`.
use packets_served as subject;
mod cases;
