//! Chapter 06, crossbeam: why one receiver at a time is not enough, and when a worker may go home. (What the
//! libraries themselves do is in the native listings.)

pub mod going_home;
pub mod two_receivers;
