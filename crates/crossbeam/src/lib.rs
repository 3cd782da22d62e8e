//! Stands in for the work-stealing queues of `crossbeam`, where every execution is to be explored.
//!
//! The checker cannot look inside of crossbeam, which has atomics of its own. An exercise about its queues says
//! `crossbeam = { package = "interleave-crossbeam", .. }`, beside the swapped `std`, and its code goes on to say `use crossbeam::..`.
//!
//! - [`deque`] is whole: the queues have crossbeam's methods, and alone they do what crossbeam's do (the tests compare them).
//! - Of `utils` there is what a worker needs that finds no job: [`utils::Backoff`], and [`utils::CachePadded`].
//!
//! Threads are those of `std`. Outside of an exploration all of it works on real threads, as the checker's `std` does.
#![forbid(unsafe_code)]

pub mod deque;
pub mod utils;
