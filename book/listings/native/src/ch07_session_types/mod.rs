//! Chapter 07, session types: the crate `session_types`.

pub mod choice;
pub mod dropped;
pub mod guessing;
pub mod one_number;
pub mod pages;
pub mod piece;
pub mod swapped;
