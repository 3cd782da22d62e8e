//! The atomic integers, one macro for all: each method is std's, with the same name, arguments and panics.
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

use super::super::super::object::{Head, Object, World, world};
use super::{Modelled, no_as_ptr, no_from_ptr, order, show};
use crate::rt::{self, Slot};

macro_rules! integer {
    ($Atomic:ident, $Int:ident, $Ty:ident) => {
        #[doc = concat!("As std's [`", stringify!($Atomic), "`](std::sync::atomic::", stringify!($Atomic), "), larger in memory.")]
        pub struct $Atomic {
            head: Head,
            value: std::sync::atomic::$Atomic,
        }

        // SAFETY: `head` is a field, and an integer with a fresh head is a valid atomic.
        unsafe impl Object for $Atomic {
            const KIND: &'static str = stringify!($Atomic);
            fn head(&self) -> &Head {
                &self.head
            }
        }

        impl Modelled for $Atomic {
            fn initial(&self) -> (u64, rt::Ty) {
                // ORDERING: Relaxed; nobody changes it while an execution runs.
                (self.value.load(Ordering::Relaxed) as u64, rt::Ty::$Ty)
            }
            fn overwrite(&self, bits: u64) {
                // ORDERING: Relaxed; the caller has exclusive access, or is the only thread of a teardown.
                self.value.store(bits as $Int, Ordering::Relaxed);
            }
        }

        impl $Atomic {
            /// As std's.
            #[must_use]
            #[inline]
            pub const fn new(v: $Int) -> Self {
                $Atomic {
                    head: Head::new(),
                    value: std::sync::atomic::$Atomic::new(v),
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
            pub unsafe fn from_ptr<'a>(_ptr: *mut $Int) -> &'a Self {
                no_from_ptr(stringify!($Atomic))
            }

            /// As std's.
            #[track_caller]
            pub fn get_mut(&mut self) -> &mut $Int {
                self.settle();
                // Exclusive access: whatever comes next, it comes after all that was. So it is a new atomic.
                self.head.slot = Slot::new();
                self.value.get_mut()
            }

            /// As std's.
            #[track_caller]
            pub fn into_inner(self) -> $Int {
                self.settle();
                self.value.into_inner()
            }

            /// As std's.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $Int {
                let loc = Location::caller();
                match world(self, loc) {
                    World::Native => self.value.load(order),
                    World::Model(this, _) => {
                        order::check_load(order);
                        rt::load(this.model(), order, loc) as $Int
                    }
                    World::Teardown(this) => {
                        this.tear();
                        this.value.load(order)
                    }
                }
            }

            /// As std's.
            #[track_caller]
            pub fn store(&self, val: $Int, order: Ordering) {
                let loc = Location::caller();
                match world(self, loc) {
                    World::Native => self.value.store(val, order),
                    World::Model(this, _) => {
                        order::check_store(order);
                        rt::store(this.model(), val as u64, order, loc);
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
                new: impl Fn($Int) -> $Int,
                real: impl FnOnce(&std::sync::atomic::$Atomic) -> $Int,
            ) -> $Int {
                let loc = Location::caller();
                match world(self, loc) {
                    World::Native => real(&self.value),
                    World::Model(this, _) => {
                        let new = |old: u64| Some(new(old as $Int) as u64);
                        let old = rt::rmw(this.model(), &name, order, Ordering::Relaxed, false, &new, loc);
                        old.unwrap_or_else(|old| old) as $Int
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
                (current, new): ($Int, $Int),
                (success, failure): (Ordering, Ordering),
                weak: bool,
            ) -> Result<$Int, $Int> {
                let loc = Location::caller();
                match world(self, loc) {
                    World::Native if weak => {
                        self.value.compare_exchange_weak(current, new, success, failure)
                    }
                    World::Native => self.value.compare_exchange(current, new, success, failure),
                    World::Model(this, _) => {
                        order::check_failure(failure);
                        let name = if weak { "compare_exchange_weak" } else { "compare_exchange" };
                        let next = |old: u64| (old as $Int == current).then_some(new as u64);
                        rt::rmw(
                            this.model(),
                            &format_args!("{name}({current}, {new})"),
                            success,
                            failure,
                            weak,
                            &next,
                            loc,
                        )
                        .map(|old| old as $Int)
                        .map_err(|old| old as $Int)
                    }
                    World::Teardown(this) => {
                        this.tear();
                        this.value.compare_exchange(current, new, success, failure)
                    }
                }
            }

            /// As std's.
            #[track_caller]
            pub fn swap(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(format_args!("swap({val})"), order, |_| val, |real| real.swap(val, order))
            }

            /// As std's.
            #[deprecated(
                since = "1.50.0",
                note = "Use `compare_exchange` or `compare_exchange_weak` instead"
            )]
            #[track_caller]
            pub fn compare_and_swap(&self, current: $Int, new: $Int, order: Ordering) -> $Int {
                self.exchange((current, new), (order, order::implied_failure(order)), false)
                    .unwrap_or_else(|old| old)
            }

            /// As std's.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $Int,
                new: $Int,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$Int, $Int> {
                self.exchange((current, new), (success, failure), false)
            }

            /// As std's. In the model it is also tried what happens when it fails though the value is right.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $Int,
                new: $Int,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$Int, $Int> {
                self.exchange((current, new), (success, failure), true)
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_add(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_add({val})"),
                    order,
                    |old| old.wrapping_add(val),
                    |real| real.fetch_add(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_sub(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_sub({val})"),
                    order,
                    |old| old.wrapping_sub(val),
                    |real| real.fetch_sub(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_and(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_and({val})"),
                    order,
                    |old| old & val,
                    |real| real.fetch_and(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_nand(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_nand({val})"),
                    order,
                    |old| !(old & val),
                    |real| real.fetch_nand(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_or(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_or({val})"),
                    order,
                    |old| old | val,
                    |real| real.fetch_or(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_xor(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_xor({val})"),
                    order,
                    |old| old ^ val,
                    |real| real.fetch_xor(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_max(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_max({val})"),
                    order,
                    |old| old.max(val),
                    |real| real.fetch_max(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_min(&self, val: $Int, order: Ordering) -> $Int {
                self.modify(
                    format_args!("fetch_min({val})"),
                    order,
                    |old| old.min(val),
                    |real| real.fetch_min(val, order),
                )
            }

            /// As std's.
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: F,
            ) -> Result<$Int, $Int>
            where
                F: FnMut($Int) -> Option<$Int>,
            {
                self.try_update(set_order, fetch_order, f)
            }

            /// As std's. It does not fail spuriously in the model: that would only call `f` again with the same value.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($Int) -> Option<$Int>,
            ) -> Result<$Int, $Int> {
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
                mut f: impl FnMut($Int) -> $Int,
            ) -> $Int {
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
            pub fn as_ptr(&self) -> *mut $Int {
                match world(self, Location::caller()) {
                    World::Native => self.value.as_ptr(),
                    World::Model(..) => no_as_ptr(stringify!($Atomic)),
                    World::Teardown(this) => {
                        this.tear();
                        this.value.as_ptr()
                    }
                }
            }
        }

        impl Default for $Atomic {
            fn default() -> Self {
                Self::new($Int::default())
            }
        }

        impl From<$Int> for $Atomic {
            fn from(v: $Int) -> Self {
                Self::new(v)
            }
        }

        impl fmt::Debug for $Atomic {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&(show(self) as $Int), f)
            }
        }
    };
}

integer!(AtomicI8, i8, I8);
integer!(AtomicI16, i16, I16);
integer!(AtomicI32, i32, I32);
integer!(AtomicI64, i64, I64);
integer!(AtomicIsize, isize, Isize);
integer!(AtomicU8, u8, U8);
integer!(AtomicU16, u16, U16);
integer!(AtomicU32, u32, U32);
integer!(AtomicU64, u64, U64);
integer!(AtomicUsize, usize, Usize);
