//! Chapter 01, threads: what the machine offers.

pub mod how_many;
