//! Verifying the workbook itself: that each starter fails, each right solution passes, and each wrong solution is rejected
//! for the reason that it names.
//!
//! - `folders`: what can be told by reading.
//! - `header`: what a solution in one file says of itself.
//! - `packages`: the other solutions as packages, so that one call of cargo builds them all.
//! - `right`: right solutions besides the reference.
//! - `wrong`: wrong solutions, and whether a verdict is the one that a header names.
//! - [`verify()`] puts it together.

mod folders;
mod header;
mod packages;
pub(crate) mod right;
mod run;
mod wrong;

pub use run::{Claim, Found, Verifying, verify};
