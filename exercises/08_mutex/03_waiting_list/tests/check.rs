//! Runs the cases against your `src/lib.rs`.
use waiting_list as subject;
mod cases;
