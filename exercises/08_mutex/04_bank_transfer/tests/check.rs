//! Runs the cases against your `src/lib.rs`.
use bank_transfer as subject;
mod cases;
