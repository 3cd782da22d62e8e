//! Chapter 00, start here: the same lost payment, sought by luck.

pub mod luck;
