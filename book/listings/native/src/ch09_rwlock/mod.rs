//! Chapter 09, `RwLock`: what it costs, and who goes first.

pub mod cost;
pub mod starvation;
