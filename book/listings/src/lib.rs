//! The book's listings, and what the tests know of each: the output it gives, the outcomes it can have, the way it fails.
//!
//! One module a chapter, one small file a listing; the chapters include the regions between `ANCHOR` comments.
//! `std` is the checker's mirror here, so every listing can be explored: [`catalogue`] names the ones that the book
//! plays or asks about. Listings that need real threads or other libraries stand in `listings-native` (`native/`),
//! and those that must not compile in `compile_fail/`.

extern crate std as interleave;

pub mod catalogue;
pub mod ch00_start;
pub mod ch00_verdict;
pub mod ch01_threads;
pub mod ch02_sharing;
pub mod ch04_channels;
pub mod ch05_pipelines;
pub mod ch06_crossbeam;
pub mod ch07_session_types;
pub mod ch08_mutex;
pub mod ch09_rwlock;
pub mod ch10_condvar;
pub mod ch11_globals;
pub mod ch12_atomics;
pub mod ch13_memory_ordering;
pub mod ch18_checker;

#[cfg(test)]
mod expect;
