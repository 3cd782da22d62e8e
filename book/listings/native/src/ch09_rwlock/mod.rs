//! Chapter 09, `RwLock`: what it costs.

pub mod cost;
