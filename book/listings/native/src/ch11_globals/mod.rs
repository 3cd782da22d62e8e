//! Chapter 11, globals: `lazy_static`, the end of a scope and of a program, and
//! what counting costs.

pub mod cost;
pub mod lazy_static;
pub mod scope_end;
