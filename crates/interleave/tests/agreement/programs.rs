//! A program that is compiled three times, each time with another checker's primitives in place of std's.

/// A program under check: what it returns is its outcome.
pub(crate) type Program = fn() -> Vec<u32>;

/// `compiled!(NAME { body })` makes a module `NAME` with the function `program` for each checker: `interleave`, `loom`, `shuttle`.
/// The body may use `Cell`, `Arc` and whatever all three have in `sync` and `thread`.
macro_rules! compiled {
    ($name:ident $body:block) => {
        mod $name {
            compiled!(@ interleave, $crate::programs::interleave_std, $body);
            compiled!(@ loom, $crate::programs::loom_std, $body);
            compiled!(@ shuttle, $crate::programs::shuttle_std, $body);
        }
    };
    (@ $checker:ident, $std:path, $body:block) => {
        pub(super) fn $checker() -> Vec<u32> {
            #[allow(unused_imports, reason = "each program uses its own part")]
            use {
                $std::{Cell, Condvar, Mutex, RwLock, atomic::*, channel, spawn},
                std::sync::{Arc, atomic::Ordering::{self, *}},
            };
            $body.into()
        }
    };
}

/// The three answers about a program made by [`compiled!`].
macro_rules! answers {
    ($name:ident) => {
        (
            $crate::interleave_says($name::interleave),
            $crate::loom_says($name::loom),
            $crate::shuttle_says($name::shuttle),
        )
    };
}

/// A number that is no atomic.
macro_rules! cell {
    ($get:expr, $set:expr, $cell:ty) => {
        pub(crate) struct Cell($cell);
        // SAFETY: whether accesses are ordered is what the checkers find out; each runs one thread at a time.
        unsafe impl Sync for Cell {}
        impl Cell {
            pub(crate) fn new(value: u32) -> Self {
                Cell(<$cell>::new(value))
            }
            #[track_caller]
            pub(crate) fn get(&self) -> u32 {
                $get(&self.0)
            }
            #[track_caller]
            pub(crate) fn set(&self, value: u32) {
                $set(&self.0, value)
            }
        }
    };
}

pub(crate) mod interleave_std {
    use interleave::cell::UnsafeCell;
    pub(crate) use interleave::sync::mpsc::channel;
    pub(crate) use interleave::sync::{Condvar, Mutex, RwLock, atomic};
    pub(crate) use interleave::thread::spawn;
    cell!(
        // SAFETY: the cell is alive.
        |cell: &UnsafeCell<u32>| unsafe { *cell.get() },
        // SAFETY: as above.
        |cell: &UnsafeCell<u32>, value| unsafe { *cell.get() = value },
        UnsafeCell<u32>
    );
}

pub(crate) mod loom_std {
    use loom::cell::UnsafeCell;
    pub(crate) use loom::sync::mpsc::channel;
    pub(crate) use loom::sync::{Condvar, Mutex, RwLock, atomic};
    pub(crate) use loom::thread::spawn;
    cell!(
        // SAFETY: the cell is alive.
        |cell: &UnsafeCell<u32>| cell.with(|value| unsafe { *value }),
        // SAFETY: as above.
        |cell: &UnsafeCell<u32>, new| cell.with_mut(|value| unsafe { *value = new }),
        UnsafeCell<u32>
    );
}

pub(crate) mod shuttle_std {
    pub(crate) use shuttle::sync::mpsc::channel;
    pub(crate) use shuttle::sync::{Condvar, Mutex, RwLock, atomic};
    pub(crate) use shuttle::thread::spawn;
    use std::cell::UnsafeCell;
    cell!(
        // SAFETY: the cell is alive.
        |cell: &UnsafeCell<u32>| unsafe { *cell.get() },
        // SAFETY: as above.
        |cell: &UnsafeCell<u32>, value| unsafe { *cell.get() = value },
        UnsafeCell<u32>
    );
}
