//! `std::prelude`: std's, with the macros and the `drop` that are mirrored.
//!
//! The names are given one by one: two globs that both bring the same name would not do.

/// What all editions share.
pub mod v1 {
    pub use std::prelude::v1::*;

    pub use crate::mem::drop;
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
}

/// The 2015 edition.
pub mod rust_2015 {
    pub use std::prelude::rust_2015::*;

    pub use crate::mem::drop;
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
}

/// The 2018 edition.
pub mod rust_2018 {
    pub use std::prelude::rust_2018::*;

    pub use crate::mem::drop;
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
}

/// The 2021 edition.
pub mod rust_2021 {
    pub use std::prelude::rust_2021::*;

    pub use crate::mem::drop;
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
}

/// The 2024 edition.
pub mod rust_2024 {
    pub use std::prelude::rust_2024::*;

    pub use crate::mem::drop;
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
}
