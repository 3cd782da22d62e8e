//! Runs the cases against your `src/lib.rs`.
use hostname as subject;
mod cases;
