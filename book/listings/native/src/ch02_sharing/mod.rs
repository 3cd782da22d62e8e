//! Chapter 02, sharing: what the compiler knows about types that cross threads.

pub mod promises;
pub mod table;
