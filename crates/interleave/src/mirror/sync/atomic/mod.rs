//! `std::sync::atomic`: every type, and the fences.
//!
//! An atomic's value lies with the engine while an execution runs; the real atomic inside holds the initial value and is not
//! changed. Orderings that std refuses by a lint or a panic are refused here by the same panic.
//!
//! A global allocator that counts must count with `core::sync::atomic`: the engine itself allocates.
use std::panic::Location;

use super::super::object::{Object, World, world};
use crate::rt::{self, Mode};

mod bool;
mod int;
mod order;
mod ptr;

pub use self::bool::AtomicBool;
pub use self::int::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize,
};
pub use self::ptr::AtomicPtr;
/// std's own.
pub use std::sync::atomic::Ordering;
/// std's own: it keeps the compiler from reordering, which it does not do across a modelled operation.
pub use std::sync::atomic::compiler_fence;

/// As std's `ATOMIC_BOOL_INIT`.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std declares it so; each use is a new atomic"
)]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);
/// As std's `ATOMIC_ISIZE_INIT`.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std declares it so; each use is a new atomic"
)]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);
/// As std's `ATOMIC_USIZE_INIT`.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std declares it so; each use is a new atomic"
)]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

/// As std's [`fence`](std::sync::atomic::fence).
///
/// # Panics
/// When `order` is `Relaxed`, as std's.
#[track_caller]
pub fn fence(order: Ordering) {
    match rt::mode() {
        Mode::Native => std::sync::atomic::fence(order),
        Mode::Model => {
            order::check_fence(order);
            rt::fence(order, Location::caller());
        }
        Mode::Teardown => {}
    }
}

/// As std's `spin_loop_hint`.
#[deprecated(since = "1.51.0", note = "use hint::spin_loop instead")]
#[track_caller]
pub fn spin_loop_hint() {
    crate::mirror::hint::spin_loop();
}

/// A mirrored atomic, as the engine wants it.
trait Modelled: Object {
    /// The real atomic's value in 64 bits (sign-extended), and the type.
    fn initial(&self) -> (u64, rt::Ty);
    /// Overwrites the real atomic.
    fn overwrite(&self, bits: u64);

    /// The engine's view.
    fn model(&self) -> rt::Atomic<'_> {
        let (init, ty) = self.initial();
        rt::Atomic {
            slot: &self.head().slot,
            init,
            ty,
        }
    }

    /// Makes the real atomic hold the latest value, so that it can be used as plain memory while the execution is torn down.
    fn tear(&self) {
        if self.head().tear() {
            self.overwrite(rt::latest(self.model()));
        }
    }

    /// Puts the latest value into the real atomic, which is what `&mut self` and `self` methods work on.
    #[track_caller]
    fn settle(&self) {
        match world(self, Location::caller()) {
            World::Native => {}
            // No static is ever reached by `&mut`, so `this` is `self`.
            World::Model(this, _) => this.overwrite(rt::latest(this.model())),
            World::Teardown(this) => this.tear(),
        }
    }
}

/// The value for a `Debug` implementation: a relaxed load, as std's. It has no caller to name, so it is said to be where the
/// thread was last.
fn show<A: Modelled>(atomic: &A) -> u64 {
    let loc = match rt::mode() {
        Mode::Model => rt::last_loc(),
        _ => Location::caller(),
    };
    match world(atomic, loc) {
        World::Native => atomic.initial().0,
        World::Model(this, _) => rt::load(this.model(), Ordering::Relaxed, loc),
        World::Teardown(this) => {
            this.tear();
            this.initial().0
        }
    }
}

/// What `from_ptr` says in either world.
#[track_caller]
fn no_from_ptr(name: &str) -> ! {
    let message = format!(
        "{name}::from_ptr: the checker cannot make an atomic out of plain memory; let the memory be a {name} from the start"
    );
    match rt::mode() {
        Mode::Model => rt::misuse(message, Location::caller()),
        _ => panic!("{message}"),
    }
}

/// What `as_ptr` says in the model.
#[track_caller]
fn no_as_ptr(name: &str) -> ! {
    rt::misuse(
        format!(
            "{name}::as_ptr: the checker cannot see what is done through a raw pointer to an atomic; use the atomic's own operations"
        ),
        Location::caller(),
    )
}
