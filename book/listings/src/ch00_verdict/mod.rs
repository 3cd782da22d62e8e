//! Chapter 00, how a verdict is reached: one small program for each verdict and each limit.

pub mod bounded;
pub mod cases;
pub mod counts;
pub mod endless;
pub mod load_buffer;
pub mod naive;
pub mod race;
pub mod rows;
pub mod store_buffer;
