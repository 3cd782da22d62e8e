//! Runs the cases against your `src/lib.rs`.
use client_server as subject;
mod cases;
