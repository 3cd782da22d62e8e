//! Chapter 13, memory ordering: the instructions that the orderings become, and what they cost.

pub mod accesses;
pub mod assembly;
pub mod cost;
