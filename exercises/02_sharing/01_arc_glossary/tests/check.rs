//! Runs the cases against your `src/lib.rs`.
use arc_glossary as subject;
mod cases;
