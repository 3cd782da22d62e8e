//! `AtomicPtr`: a thin typed shell over one untyped atomic pointer, so that a learner's unoptimised crate
//! instantiates next to nothing.
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe};
use std::sync::atomic::Ordering;

use super::super::super::object::{Head, Object, World, world};
use super::{Modelled, no_as_ptr, no_from_ptr, order, show};
use crate::rt::{self, Slot};

/// As std's [`AtomicPtr`](std::sync::atomic::AtomicPtr), larger in memory.
pub struct AtomicPtr<T> {
    raw: Raw,
    target: PhantomData<*mut T>,
}

// SAFETY: as std's; the pointer is only ever moved around.
unsafe impl<T> Send for AtomicPtr<T> {}
// SAFETY: as std's; every access to the pointer is atomic.
unsafe impl<T> Sync for AtomicPtr<T> {}
impl<T> RefUnwindSafe for AtomicPtr<T> {}

/// The pointer without its type.
struct Raw {
    head: Head,
    value: std::sync::atomic::AtomicPtr<()>,
}

// SAFETY: `head` is a field, and a pointer with a fresh head is a valid atomic.
unsafe impl Object for Raw {
    const KIND: &'static str = "AtomicPtr";
    fn head(&self) -> &Head {
        &self.head
    }
}

/// The engine's bits of a pointer. Its provenance is exposed, for [`from_bits`] to find again.
fn to_bits(pointer: *mut ()) -> u64 {
    pointer.expose_provenance() as u64
}

/// The pointer that [`to_bits`] was given.
fn from_bits(bits: u64) -> *mut () {
    std::ptr::with_exposed_provenance_mut(bits as usize)
}

impl Modelled for Raw {
    fn initial(&self) -> (u64, rt::Ty) {
        // ORDERING: Relaxed; nobody changes it while an execution runs.
        (to_bits(self.value.load(Ordering::Relaxed)), rt::Ty::Ptr)
    }
    fn overwrite(&self, bits: u64) {
        // ORDERING: Relaxed; the caller has exclusive access, or is the only thread of a teardown.
        self.value.store(from_bits(bits), Ordering::Relaxed);
    }
}

impl Raw {
    #[track_caller]
    fn load(&self, order: Ordering) -> *mut () {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.value.load(order),
            World::Model(this, _) => {
                order::check_load(order);
                from_bits(rt::load(this.model(), order, loc))
            }
            World::Teardown(this) => {
                this.tear();
                this.value.load(order)
            }
        }
    }

    #[track_caller]
    fn store(&self, ptr: *mut (), order: Ordering) {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.value.store(ptr, order),
            World::Model(this, _) => {
                order::check_store(order);
                rt::store(this.model(), to_bits(ptr), order, loc);
            }
            World::Teardown(this) => {
                this.tear();
                this.value.store(ptr, order);
            }
        }
    }

    /// A read-modify-write that always writes: `real` on the real atomic, `new` in the model.
    #[track_caller]
    fn modify(
        &self,
        name: fmt::Arguments<'_>,
        order: Ordering,
        new: impl Fn(*mut ()) -> *mut (),
        real: impl FnOnce(&std::sync::atomic::AtomicPtr<()>) -> *mut (),
    ) -> *mut () {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => real(&self.value),
            World::Model(this, _) => {
                let new = |old: u64| Some(to_bits(new(from_bits(old))));
                let old = rt::rmw(
                    this.model(),
                    &name,
                    order,
                    Ordering::Relaxed,
                    false,
                    &new,
                    loc,
                );
                from_bits(old.unwrap_or_else(|old| old))
            }
            World::Teardown(this) => {
                this.tear();
                real(&this.value)
            }
        }
    }

    #[track_caller]
    fn exchange(
        &self,
        (current, new): (*mut (), *mut ()),
        (success, failure): (Ordering, Ordering),
        weak: bool,
    ) -> Result<*mut (), *mut ()> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native if weak => self
                .value
                .compare_exchange_weak(current, new, success, failure),
            World::Native => self.value.compare_exchange(current, new, success, failure),
            World::Model(this, _) => {
                order::check_failure(failure);
                let name = if weak {
                    "compare_exchange_weak"
                } else {
                    "compare_exchange"
                };
                let (current, new) = (to_bits(current), to_bits(new));
                let next = |old: u64| (old == current).then_some(new);
                rt::rmw(
                    this.model(),
                    &format_args!("{name}({current:#x}, {new:#x})"),
                    success,
                    failure,
                    weak,
                    &next,
                    loc,
                )
                .map(from_bits)
                .map_err(from_bits)
            }
            World::Teardown(this) => {
                this.tear();
                this.value.compare_exchange(current, new, success, failure)
            }
        }
    }

    #[track_caller]
    fn as_ptr(&self) -> *mut *mut () {
        match world(self, Location::caller()) {
            World::Native => self.value.as_ptr(),
            World::Model(..) => no_as_ptr("AtomicPtr"),
            World::Teardown(this) => {
                this.tear();
                this.value.as_ptr()
            }
        }
    }
}

impl<T> AtomicPtr<T> {
    /// As std's.
    #[inline]
    pub const fn new(p: *mut T) -> Self {
        AtomicPtr {
            raw: Raw {
                head: Head::new(),
                value: std::sync::atomic::AtomicPtr::new(p.cast()),
            },
            target: PhantomData,
        }
    }

    /// Not possible: plain memory has no place for what the checker keeps with an atomic.
    ///
    /// # Panics
    /// Always.
    ///
    /// # Safety
    /// As std's.
    #[track_caller]
    pub unsafe fn from_ptr<'a>(_ptr: *mut *mut T) -> &'a Self {
        no_from_ptr("AtomicPtr")
    }

    /// As std's.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut *mut T {
        self.raw.settle();
        // Exclusive access: whatever comes next, it comes after all that was. So it is a new atomic.
        self.raw.head.slot = Slot::new();
        let pointer: *mut *mut () = self.raw.value.get_mut();
        // SAFETY: all thin pointers have one representation, and the borrow is that of `self`.
        unsafe { &mut *pointer.cast::<*mut T>() }
    }

    /// As std's.
    #[track_caller]
    pub fn into_inner(self) -> *mut T {
        self.raw.settle();
        self.raw.value.into_inner().cast()
    }

    /// As std's.
    #[track_caller]
    pub fn load(&self, order: Ordering) -> *mut T {
        self.raw.load(order).cast()
    }

    /// As std's.
    #[track_caller]
    pub fn store(&self, ptr: *mut T, order: Ordering) {
        self.raw.store(ptr.cast(), order);
    }

    /// As std's.
    #[track_caller]
    pub fn swap(&self, ptr: *mut T, order: Ordering) -> *mut T {
        let ptr = ptr.cast();
        self.raw
            .modify(
                format_args!("swap({ptr:p})"),
                order,
                |_| ptr,
                |real| real.swap(ptr, order),
            )
            .cast()
    }

    /// As std's.
    #[deprecated(
        since = "1.50.0",
        note = "Use `compare_exchange` or `compare_exchange_weak` instead"
    )]
    #[track_caller]
    pub fn compare_and_swap(&self, current: *mut T, new: *mut T, order: Ordering) -> *mut T {
        self.compare_exchange(current, new, order, order::implied_failure(order))
            .unwrap_or_else(|old| old)
    }

    /// As std's.
    #[track_caller]
    pub fn compare_exchange(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        self.raw
            .exchange((current.cast(), new.cast()), (success, failure), false)
            .map(<*mut ()>::cast)
            .map_err(<*mut ()>::cast)
    }

    /// As std's. In the model it is also tried what happens when it fails though the value is right.
    #[track_caller]
    pub fn compare_exchange_weak(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        self.raw
            .exchange((current.cast(), new.cast()), (success, failure), true)
            .map(<*mut ()>::cast)
            .map_err(<*mut ()>::cast)
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_update<F>(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        f: F,
    ) -> Result<*mut T, *mut T>
    where
        F: FnMut(*mut T) -> Option<*mut T>,
    {
        self.try_update(set_order, fetch_order, f)
    }

    /// As std's. It does not fail spuriously in the model: that would only call `f` again with the same value.
    #[track_caller]
    pub fn try_update(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        mut f: impl FnMut(*mut T) -> Option<*mut T>,
    ) -> Result<*mut T, *mut T> {
        let mut old = self.load(fetch_order);
        while let Some(new) = f(old) {
            match self.compare_exchange(old, new, set_order, fetch_order) {
                Ok(old) => return Ok(old),
                Err(other) => old = other,
            }
        }
        Err(old)
    }

    /// As std's. It does not fail spuriously in the model: that would only call `f` again with the same value.
    #[track_caller]
    pub fn update(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        mut f: impl FnMut(*mut T) -> *mut T,
    ) -> *mut T {
        let mut old = self.load(fetch_order);
        loop {
            match self.compare_exchange(old, f(old), set_order, fetch_order) {
                Ok(old) => return old,
                Err(other) => old = other,
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_ptr_add(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_add(val.wrapping_mul(size_of::<T>()), order)
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_ptr_sub(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_sub(val.wrapping_mul(size_of::<T>()), order)
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_byte_add(&self, val: usize, order: Ordering) -> *mut T {
        self.raw
            .modify(
                format_args!("fetch_byte_add({val})"),
                order,
                |old| old.wrapping_byte_add(val),
                |real| real.fetch_byte_add(val, order),
            )
            .cast()
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_byte_sub(&self, val: usize, order: Ordering) -> *mut T {
        self.raw
            .modify(
                format_args!("fetch_byte_sub({val})"),
                order,
                |old| old.wrapping_byte_sub(val),
                |real| real.fetch_byte_sub(val, order),
            )
            .cast()
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_or(&self, val: usize, order: Ordering) -> *mut T {
        self.raw
            .modify(
                format_args!("fetch_or({val:#x})"),
                order,
                |old| old.map_addr(|address| address | val),
                |real| real.fetch_or(val, order),
            )
            .cast()
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_and(&self, val: usize, order: Ordering) -> *mut T {
        self.raw
            .modify(
                format_args!("fetch_and({val:#x})"),
                order,
                |old| old.map_addr(|address| address & val),
                |real| real.fetch_and(val, order),
            )
            .cast()
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_xor(&self, val: usize, order: Ordering) -> *mut T {
        self.raw
            .modify(
                format_args!("fetch_xor({val:#x})"),
                order,
                |old| old.map_addr(|address| address ^ val),
                |real| real.fetch_xor(val, order),
            )
            .cast()
    }

    /// As std's, outside of an execution. In the model it is misuse.
    #[track_caller]
    pub fn as_ptr(&self) -> *mut *mut T {
        self.raw.as_ptr().cast()
    }
}

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        Self::new(std::ptr::null_mut())
    }
}

impl<T> From<*mut T> for AtomicPtr<T> {
    fn from(p: *mut T) -> Self {
        Self::new(p)
    }
}

impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&from_bits(show(&self.raw)), f)
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&from_bits(show(&self.raw)), f)
    }
}
