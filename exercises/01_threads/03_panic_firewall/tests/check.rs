//! Runs the cases against your `src/lib.rs`.
use panic_firewall as subject;
mod cases;
