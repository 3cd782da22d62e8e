//! Runs the cases against your `src/lib.rs`.
use producer_consumer as subject;
mod cases;
