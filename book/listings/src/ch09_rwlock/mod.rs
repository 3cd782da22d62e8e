//! Chapter 09, `RwLock`: many readers or one writer.

pub mod config;
pub mod downgrade;
pub mod overlap;
pub mod poisoning;
pub mod recursive_read;
pub mod starvation;
pub mod torn;
pub mod two_kinds;
pub mod upgrade;
