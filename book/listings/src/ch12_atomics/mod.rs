//! Chapter 12, atomics: what one step is, what several are, and what the weakest ordering already gives.

pub mod auto_traits;
pub mod bit_lock;
pub mod cancel;
pub mod claim;
pub mod exchange;
pub mod fetch;
pub mod handed_over;
pub mod lost_vote;
pub mod progress;
pub mod two_numbers;
