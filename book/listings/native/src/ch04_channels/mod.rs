//! Chapter 04, channels: what a queue without a bound costs.

pub mod memory;
