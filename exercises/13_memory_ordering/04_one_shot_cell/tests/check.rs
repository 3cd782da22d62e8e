//! Runs the cases against your `src/lib.rs`.
use one_shot_cell as subject;
mod cases;
