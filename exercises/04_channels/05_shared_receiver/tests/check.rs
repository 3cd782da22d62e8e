//! Runs the cases against your `src/lib.rs`.
use shared_receiver as subject;
mod cases;
