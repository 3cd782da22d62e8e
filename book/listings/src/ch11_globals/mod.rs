//! Chapter 11, globals: statics, values that are built when they are first needed, and thread-locals.

pub mod counter;
pub mod cycle;
pub mod half_built;
pub mod hostname;
pub mod lazy;
pub mod locked;
pub mod per_thread;
pub mod poisoned;
