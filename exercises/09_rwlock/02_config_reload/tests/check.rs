//! Runs the cases against your `src/lib.rs`.
use config_reload as subject;
mod cases;
