//! Chapter 01, threads: starting, joining, what comes back, and how they end.

pub mod builder;
pub mod closures;
pub mod errors;
pub mod join_in_the_loop;
pub mod main_ends_first;
pub mod panic_as_err;
pub mod parking;
pub mod returned_values;
