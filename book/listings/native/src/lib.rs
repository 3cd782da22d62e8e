//! The book's listings that are not explored: they need real threads (rayon), other libraries (session types,
//! progress bars) or the real machine (measuring).
//!
//! One module a chapter, one small file a listing, each with tests for what it claims. No test depends on how
//! fast anything is: what is measured in time is printed by the program `measure`, and the chapters say so.

pub mod ch00_start;
pub mod ch01_threads;
pub mod ch02_sharing;
pub mod ch03_data_parallelism;
pub mod ch04_channels;
pub mod ch06_crossbeam;
pub mod ch07_session_types;
pub mod ch09_rwlock;
pub mod ch11_globals;
pub mod ch12_atomics;
pub mod ch13_memory_ordering;
