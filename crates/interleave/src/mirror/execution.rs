//! What starts afresh in each execution: the copies of statics, the threads' handles, clocks and thread-locals.
//!
//! It is kept per OS thread, because an execution runs on one OS thread from its start to its end; it is emptied when the
//! engine's execution number has changed. Nothing here runs a learner's code: values that an execution left behind
//! are forgotten and not dropped, because the data that they point to may be gone.
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::time::Duration;

use super::thread::handle::Thread;
use crate::rt::{self, Loc, Tid};

/// The copy of a static that the execution works on.
pub(super) struct Copy {
    /// The memory: as large and as aligned as the static.
    pub(super) memory: *mut u8,
    layout: std::alloc::Layout,
    /// Whether references to inside it can outlive the execution, so that it is never freed.
    keep: bool,
}

impl Copy {
    /// A bitwise copy of `bytes`.
    pub(super) fn new(bytes: &[std::mem::MaybeUninit<u8>], align: usize, keep: bool) -> Self {
        let layout = std::alloc::Layout::from_size_align(bytes.len(), align)
            .expect("the layout of a value that exists");
        // SAFETY: every mirrored object has a head, so the size is not 0.
        let memory = unsafe { std::alloc::alloc(layout) };
        if memory.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        // SAFETY: both are `bytes.len()` long, and `memory` is new.
        unsafe { memory.copy_from_nonoverlapping(bytes.as_ptr().cast(), bytes.len()) };
        Copy {
            memory,
            layout,
            keep,
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if !self.keep {
            // SAFETY: allocated in `new` with this layout. What is inside is not dropped: a static never is.
            unsafe { std::alloc::dealloc(self.memory, self.layout) };
        }
    }
}

/// A thread-local of one modelled thread.
pub(super) enum Local {
    /// It has a value.
    Alive(Box<dyn Any>),
    /// It has a value without a destructor.
    Plain(Box<dyn Any>),
    /// Its destructor has begun.
    Destroyed,
}

/// What the mirror knows of a modelled thread.
#[derive(Default)]
pub(super) struct ThreadState {
    pub(super) handle: Option<Thread>,
    /// By the address of the thread-local's key, in order of initialization.
    pub(super) locals: Vec<(usize, Local)>,
    pub(super) clock: Duration,
    /// How often the thread has asked for the time.
    pub(super) asked: u32,
    /// Where `drop(..)` was called, while it runs.
    pub(super) drop_site: Option<Loc>,
}

/// Everything of one execution.
#[derive(Default)]
pub(super) struct Execution {
    number: u64,
    /// By the address of the static.
    pub(super) copies: HashMap<usize, Copy, BuildHasherDefault<AddressHasher>>,
    threads: Vec<ThreadState>,
    /// How many thread ids have been given out.
    pub(super) ids: u64,
}

impl Execution {
    /// The state of `thread`.
    pub(super) fn thread(&mut self, thread: Tid) -> &mut ThreadState {
        let index = thread.0 as usize;
        if self.threads.len() <= index {
            self.threads.resize_with(index + 1, ThreadState::default);
        }
        &mut self.threads[index]
    }

    fn clear(&mut self, number: u64) {
        self.number = number;
        self.ids = 0;
        self.copies.clear();
        for mut thread in self.threads.drain(..) {
            for (_, local) in thread.locals.drain(..) {
                std::mem::forget(local);
            }
        }
    }
}

thread_local! {
    static CURRENT: RefCell<Execution> = RefCell::default();
}

/// Gives `f` the state of the execution in progress. `f` must not call the engine's operations nor the learner's code.
pub(super) fn with<R>(f: impl FnOnce(&mut Execution) -> R) -> R {
    let number = rt::execution();
    CURRENT.with_borrow_mut(|execution| {
        if execution.number != number {
            execution.clear(number);
        }
        f(execution)
    })
}

/// Gives `f` the state of the thread that is running.
pub(super) fn with_thread<R>(f: impl FnOnce(&mut ThreadState) -> R) -> R {
    let current = rt::current();
    with(|execution| f(execution.thread(current)))
}

/// Where something that is dropped now should be said to have been dropped: at the `drop(..)` that runs, else at
/// `otherwise`.
pub(super) fn drop_site(otherwise: Loc) -> Loc {
    with_thread(|thread| thread.drop_site).unwrap_or(otherwise)
}

/// Moves the clock of the running thread on.
pub(super) fn advance_clock(by: Duration) -> Duration {
    with_thread(|thread| {
        thread.clock = thread.clock.saturating_add(by);
        thread.clock
    })
}

/// Addresses are spread well enough by one multiplication.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("only addresses are hashed");
    }
    fn write_usize(&mut self, address: usize) {
        self.0 = (address as u64 >> 3).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
