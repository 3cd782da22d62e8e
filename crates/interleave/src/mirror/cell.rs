//! `std::cell`: `UnsafeCell` is mirrored, the rest is std's own, because no other thread can reach into it.
use std::fmt;
use std::panic::Location;

use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Mode};

/// std's own: none of these is `Sync`.
pub use std::cell::{BorrowError, BorrowMutError, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut};

/// As std's [`UnsafeCell`](std::cell::UnsafeCell), larger in memory.
///
/// In the model, what is read and written through the pointer that [`get`](Self::get) gives is watched for data races until the
/// thread's next visible operation. Call `get` anew for each access, and do not keep its pointer.
///
/// It is not laid out as its content is: a cast of `*mut T` to `*const UnsafeCell<T>`, which is right with std's, is wrong
/// with this one.
pub struct UnsafeCell<T: ?Sized> {
    head: CellHead,
    real: std::cell::UnsafeCell<T>,
}

/// The head of a cell, which tells the engine when the cell goes. It is dropped before the content, and is a type of its own so
/// that the cell has no destructor that would have to outlive what the content borrows.
struct CellHead(Head);

impl Drop for CellHead {
    fn drop(&mut self) {
        if rt::mode() == Mode::Model {
            rt::cell_gone(&self.0.slot);
        }
    }
}

// SAFETY: `head` is a field. The copy of an initial value is used instead of the value itself, never beside it.
unsafe impl<T: ?Sized> Object for UnsafeCell<T> {
    const KIND: &'static str = "UnsafeCell";
    // Unsafe code may make a `&'static T` of the pointer.
    const LENDS: bool = true;
    fn head(&self) -> &Head {
        &self.head.0
    }
}

impl<T> UnsafeCell<T> {
    /// As std's.
    #[inline]
    pub const fn new(value: T) -> Self {
        UnsafeCell {
            head: CellHead(Head::new()),
            real: std::cell::UnsafeCell::new(value),
        }
    }

    /// As std's.
    #[inline]
    pub fn into_inner(self) -> T {
        self.real.into_inner()
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// As std's.
    #[track_caller]
    pub fn get(&self) -> *mut T {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.get(),
            World::Model(this, _) => {
                let pointer = this.real.get();
                // SAFETY: only the size is taken.
                let size = size_of_val(unsafe { &*pointer });
                rt::cell_get(&this.head.0.slot, pointer.cast(), size, loc);
                pointer
            }
            World::Teardown(this) => this.real.get(),
        }
    }

    /// As std's.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.real.get_mut()
    }

    /// As std's, outside of an execution. In the model it is misuse: the cell may not be there yet, so the checker cannot
    /// take note of it.
    ///
    /// Where `this` points there must be a cell that `new` made.
    #[expect(
        clippy::not_unsafe_ptr_arg_deref,
        reason = "std's is safe too; only the address of a field is taken"
    )]
    #[track_caller]
    pub fn raw_get(this: *const Self) -> *mut T {
        if rt::mode() == Mode::Model {
            rt::misuse(
                "UnsafeCell::raw_get: the checker cannot see what is done through this pointer; use get() on a reference to the cell"
                    .into(),
                Location::caller(),
            );
        }
        // SAFETY: no reference is made: this is the address of a field.
        std::cell::UnsafeCell::raw_get(unsafe { &raw const (*this).real })
    }

    /// Not possible: plain memory has no place for what the checker keeps with a cell.
    ///
    /// # Panics
    /// Always.
    #[track_caller]
    pub fn from_mut(_value: &mut T) -> &mut Self {
        let message = "UnsafeCell::from_mut: the checker cannot make a cell out of plain memory; let the memory be an UnsafeCell from the start";
        match rt::mode() {
            Mode::Model => rt::misuse(message.into(), Location::caller()),
            _ => panic!("{message}"),
        }
    }
}

impl<T> From<T> for UnsafeCell<T> {
    fn from(value: T) -> Self {
        UnsafeCell::new(value)
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> Self {
        UnsafeCell::new(T::default())
    }
}

impl<T: ?Sized> fmt::Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsafeCell").finish_non_exhaustive()
    }
}
