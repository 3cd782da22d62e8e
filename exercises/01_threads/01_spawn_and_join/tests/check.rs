//! Runs the cases against your `src/lib.rs`.
use spawn_and_join as subject;
mod cases;
