//! Chapter 10, condition variables: waiting for something that another thread makes true.

pub mod barrier;
pub mod bell;
pub mod beside_the_lock;
pub mod hatch;
pub mod latch;
pub mod pool;
pub mod semaphore;
pub mod time_out;
pub mod whom;
