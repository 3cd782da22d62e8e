//! Verifying the workbook itself: that each starter fails, each solution passes, and each wrong solution is rejected for
//! the reason that it names.
//!
//! - `folders`: what can be told by reading.
//! - `packages`: the wrong solutions as packages, so that one call of cargo builds them all.
//! - `wrong`: their headers, and whether a verdict is the one that a header names.
//! - [`verify()`] puts it together.

mod folders;
mod packages;
mod run;
mod wrong;

pub use run::{Claim, Found, Verifying, verify};
