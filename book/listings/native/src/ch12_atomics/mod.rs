//! Chapter 12, atomics: what they cost, and how many updates are really lost.

pub mod cost;
