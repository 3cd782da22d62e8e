//! `AtomicBool`.
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

use super::super::super::object::{Head, Object, World, world};
use super::{Modelled, no_as_ptr, no_from_ptr, order, show};
use crate::rt::{self, Slot};

/// As std's [`AtomicBool`](std::sync::atomic::AtomicBool), larger in memory.
pub struct AtomicBool {
    head: Head,
    value: std::sync::atomic::AtomicBool,
}

// SAFETY: `head` is a field, and a bool with a fresh head is a valid atomic.
unsafe impl Object for AtomicBool {
    const KIND: &'static str = "AtomicBool";
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Modelled for AtomicBool {
    fn initial(&self) -> (u64, rt::Ty) {
        // ORDERING: Relaxed; nobody changes it while an execution runs.
        (u64::from(self.value.load(Ordering::Relaxed)), rt::Ty::Bool)
    }
    fn overwrite(&self, bits: u64) {
        // ORDERING: Relaxed; the caller has exclusive access, or is the only thread of a teardown.
        self.value.store(bits != 0, Ordering::Relaxed);
    }
}

impl AtomicBool {
    /// As std's.
    #[must_use]
    #[inline]
    pub const fn new(v: bool) -> Self {
        AtomicBool {
            head: Head::new(),
            value: std::sync::atomic::AtomicBool::new(v),
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
    pub unsafe fn from_ptr<'a>(_ptr: *mut bool) -> &'a Self {
        no_from_ptr("AtomicBool")
    }

    /// As std's.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut bool {
        self.settle();
        // Exclusive access: whatever comes next, it comes after all that was. So it is a new atomic.
        self.head.slot = Slot::new();
        self.value.get_mut()
    }

    /// As std's.
    #[track_caller]
    pub fn into_inner(self) -> bool {
        self.settle();
        self.value.into_inner()
    }

    /// As std's.
    #[track_caller]
    pub fn load(&self, order: Ordering) -> bool {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.value.load(order),
            World::Model(this, _) => {
                order::check_load(order);
                rt::load(this.model(), order, loc) != 0
            }
            World::Teardown(this) => {
                this.tear();
                this.value.load(order)
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn store(&self, val: bool, order: Ordering) {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.value.store(val, order),
            World::Model(this, _) => {
                order::check_store(order);
                rt::store(this.model(), u64::from(val), order, loc);
            }
            World::Teardown(this) => {
                this.tear();
                this.value.store(val, order);
            }
        }
    }

    /// A read-modify-write that always writes: `real` on the real atomic, `new` in the model.
    #[track_caller]
    fn modify(
        &self,
        name: fmt::Arguments<'_>,
        order: Ordering,
        new: impl Fn(bool) -> bool,
        real: impl FnOnce(&std::sync::atomic::AtomicBool) -> bool,
    ) -> bool {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => real(&self.value),
            World::Model(this, _) => {
                let new = |old: u64| Some(u64::from(new(old != 0)));
                rt::rmw(
                    this.model(),
                    &name,
                    order,
                    Ordering::Relaxed,
                    false,
                    &new,
                    loc,
                )
                .unwrap_or_else(|old| old)
                    != 0
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
        (current, new): (bool, bool),
        (success, failure): (Ordering, Ordering),
        weak: bool,
    ) -> Result<bool, bool> {
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
                let next = |old: u64| ((old != 0) == current).then_some(u64::from(new));
                rt::rmw(
                    this.model(),
                    &format_args!("{name}({current}, {new})"),
                    success,
                    failure,
                    weak,
                    &next,
                    loc,
                )
                .map(|old| old != 0)
                .map_err(|old| old != 0)
            }
            World::Teardown(this) => {
                this.tear();
                this.value.compare_exchange(current, new, success, failure)
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn swap(&self, val: bool, order: Ordering) -> bool {
        self.modify(
            format_args!("swap({val})"),
            order,
            |_| val,
            |real| real.swap(val, order),
        )
    }

    /// As std's.
    #[deprecated(
        since = "1.50.0",
        note = "Use `compare_exchange` or `compare_exchange_weak` instead"
    )]
    #[track_caller]
    pub fn compare_and_swap(&self, current: bool, new: bool, order: Ordering) -> bool {
        self.exchange(
            (current, new),
            (order, order::implied_failure(order)),
            false,
        )
        .unwrap_or_else(|old| old)
    }

    /// As std's.
    #[track_caller]
    pub fn compare_exchange(
        &self,
        current: bool,
        new: bool,
        success: Ordering,
        failure: Ordering,
    ) -> Result<bool, bool> {
        self.exchange((current, new), (success, failure), false)
    }

    /// As std's. In the model it is also tried what happens when it fails though the value is right.
    #[track_caller]
    pub fn compare_exchange_weak(
        &self,
        current: bool,
        new: bool,
        success: Ordering,
        failure: Ordering,
    ) -> Result<bool, bool> {
        self.exchange((current, new), (success, failure), true)
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool {
        self.modify(
            format_args!("fetch_and({val})"),
            order,
            |old| old & val,
            |real| real.fetch_and(val, order),
        )
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool {
        self.modify(
            format_args!("fetch_nand({val})"),
            order,
            |old| !(old & val),
            |real| real.fetch_nand(val, order),
        )
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool {
        self.modify(
            format_args!("fetch_or({val})"),
            order,
            |old| old | val,
            |real| real.fetch_or(val, order),
        )
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool {
        self.modify(
            format_args!("fetch_xor({val})"),
            order,
            |old| old ^ val,
            |real| real.fetch_xor(val, order),
        )
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.modify(
            format_args!("fetch_not()"),
            order,
            |old| !old,
            |real| real.fetch_not(order),
        )
    }

    /// As std's.
    #[track_caller]
    pub fn fetch_update<F>(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        f: F,
    ) -> Result<bool, bool>
    where
        F: FnMut(bool) -> Option<bool>,
    {
        self.try_update(set_order, fetch_order, f)
    }

    /// As std's. It does not fail spuriously in the model: that would only call `f` again with the same value.
    #[track_caller]
    pub fn try_update(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        mut f: impl FnMut(bool) -> Option<bool>,
    ) -> Result<bool, bool> {
        let mut old = self.load(fetch_order);
        while let Some(new) = f(old) {
            match self.exchange((old, new), (set_order, fetch_order), false) {
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
        mut f: impl FnMut(bool) -> bool,
    ) -> bool {
        let mut old = self.load(fetch_order);
        loop {
            match self.exchange((old, f(old)), (set_order, fetch_order), false) {
                Ok(old) => return old,
                Err(other) => old = other,
            }
        }
    }

    /// As std's, outside of an execution. In the model it is misuse.
    #[track_caller]
    pub fn as_ptr(&self) -> *mut bool {
        match world(self, Location::caller()) {
            World::Native => self.value.as_ptr(),
            World::Model(..) => no_as_ptr("AtomicBool"),
            World::Teardown(this) => {
                this.tear();
                this.value.as_ptr()
            }
        }
    }
}

impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}

impl From<bool> for AtomicBool {
    fn from(v: bool) -> Self {
        Self::new(v)
    }
}

impl fmt::Debug for AtomicBool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&(show(self) != 0), f)
    }
}
