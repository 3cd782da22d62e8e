//! Runs the cases against your `src/lib.rs`.
use once_init as subject;
mod cases;
