//! Chapter 00, start here: the first failing interleaving, and the first count of interleavings.

pub mod letters;
pub mod one_step;
pub mod two_payments;
