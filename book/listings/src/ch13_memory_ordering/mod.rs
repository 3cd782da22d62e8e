//! Chapter 13, memory ordering: what each of the orderings promises, and the smallest program that shows it.

pub mod coherence;
pub mod fences;
pub mod half;
pub mod last_one;
pub mod plain_data;
pub mod release_sequence;
pub mod three_threads;
pub mod two_buffers;
pub mod value_and_flag;
