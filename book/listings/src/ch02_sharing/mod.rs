//! Chapter 02, sharing: who owns what several threads use, and what they may do with it.

pub mod arrival;
pub mod cells;
pub mod files;
pub mod own_cell;
pub mod own_rc;
