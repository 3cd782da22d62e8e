//! Runs the cases against your `src/lib.rs`.
use request_reply as subject;
mod cases;
