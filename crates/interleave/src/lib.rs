//! A model checker that stands in for `std`.
#[cfg(feature = "explore")]
mod rt;

#[cfg(not(feature = "explore"))]
pub use ::std::*;
