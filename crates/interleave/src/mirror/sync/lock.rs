//! What `Mutex` and `RwLock` share: the head, the poison flag, and what a guard remembers.
//!
//! The real lock inside guards the real data in every world. In the model the engine has already decided that the
//! operation happens, so the real lock must be free: it is only ever tried, and to find it taken means that a thread which
//! the engine does not know uses the object. std's own poison flag is not relied on in the model, because the engine unwinds
//! threads for reasons of its own.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use crate::mirror::execution;
use crate::mirror::object::Head;
use crate::rt::{self, Loc, Mode, Op, Slot};

/// The part of a lock that does not depend on the data's type.
pub(super) struct Core {
    pub(super) head: Head,
    /// Whether the lock is poisoned, for who holds it.
    poisoned: AtomicBool,
    /// Whether it ever was. Only who holds the lock changes it, so in the model all agree on it.
    ever: AtomicBool,
    /// The same flag for who does not hold it: what `is_poisoned` reads then depends on the execution.
    flag: Slot,
}

/// What a guard remembers that was taken in the model.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    /// Where. The drop of a guard has no place of its own.
    pub(super) loc: Loc,
    /// Whether the thread was panicking already.
    panicking: bool,
    /// Of the data as they were.
    hash: u64,
}

impl Taken {
    pub(super) fn new<T: ?Sized>(loc: Loc, data: &T) -> Self {
        Taken {
            loc,
            panicking: rt::panicking(),
            hash: hash(data),
        }
    }

    /// Whether the data may have changed since. `touched`: they were borrowed mutably. What such a borrow did to memory that the data
    /// own is not seen, so it counts as a change where they own any.
    pub(super) fn changed<T: ?Sized>(&self, data: &T, touched: bool) -> bool {
        touched && std::mem::needs_drop::<T>() || hash(data) != self.hash
    }
}

/// A hash of the bytes.
fn hash<T: ?Sized>(data: &T) -> u64 {
    let start = std::ptr::from_ref(data).cast::<u8>();
    let size = size_of_val(data);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for n in 0..size {
        // SAFETY: within the value. The bytes may be padding, so they are read as volatile and only hashed.
        let byte = unsafe { std::ptr::read_volatile(start.add(n)) };
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    hash
}

// ORDERING: the poison flag is Relaxed as in std: it is set and read by holders of the lock, whose order is the lock's.
impl Core {
    pub(super) const fn new() -> Self {
        Core {
            head: Head::new(),
            poisoned: AtomicBool::new(false),
            ever: AtomicBool::new(false),
            flag: Slot::new(),
        }
    }

    pub(super) fn is_poisoned(&self) -> bool {
        self.poisoned.load(Ordering::Relaxed)
    }

    pub(super) fn clear_poison(&self) {
        self.poisoned.store(false, Ordering::Relaxed);
    }

    /// Poisons the lock when the thread has begun to panic since its guard was taken. Before the release.
    pub(super) fn leave(&self, taken: Option<Taken>) {
        if let Some(taken) = taken
            && rt::mode() == Mode::Model
            && !taken.panicking
            && rt::panicking()
        {
            self.poisoned.store(true, Ordering::Relaxed);
            self.ever.store(true, Ordering::Relaxed);
            rt::store(
                self.flag(),
                1,
                Ordering::Relaxed,
                execution::drop_site(taken.loc),
            );
        }
    }

    /// Whether who has just taken the lock in the model finds it poisoned. `clear_poison` needs no lock, so once there is something
    /// to clear this is a relaxed load.
    pub(super) fn found_poisoned(&self, loc: Loc) -> bool {
        self.ever.load(Ordering::Relaxed) && self.read_poison(loc)
    }

    /// `is_poisoned` in the model: a relaxed load.
    pub(super) fn read_poison(&self, loc: Loc) -> bool {
        rt::load(self.flag(), Ordering::Relaxed, loc) != 0
    }

    /// `clear_poison` in the model: a relaxed store.
    pub(super) fn clear_poison_at(&self, loc: Loc) {
        self.clear_poison();
        rt::store(self.flag(), 0, Ordering::Relaxed, loc);
    }

    fn flag(&self) -> rt::Atomic<'_> {
        rt::touch(&self.flag, "poison flag");
        rt::Atomic {
            slot: &self.flag,
            init: 0,
            ty: rt::Ty::Poison,
        }
    }

    /// Tells the engine that a guard has gone, after the real lock was released.
    pub(super) fn release(&self, taken: Option<Taken>, op: Op) {
        if let Some(taken) = taken
            && rt::mode() == Mode::Model
        {
            rt::op(
                &self.head.slot,
                op,
                "drop(guard)",
                execution::drop_site(taken.loc),
            );
        }
    }
}

/// `guard`, as a lock that is or is not poisoned gives it.
pub(super) fn lock_result<G>(guard: G, poisoned: bool) -> LockResult<G> {
    if poisoned {
        Err(PoisonError::new(guard))
    } else {
        Ok(guard)
    }
}

/// The real guard in the model, where the real lock must be free; and whether the real lock is poisoned.
#[track_caller]
pub(super) fn must_be_free<G>(tried: TryLockResult<G>, kind: &str, loc: Loc) -> (G, bool) {
    match tried {
        Ok(guard) => (guard, false),
        Err(TryLockError::Poisoned(poisoned)) => (poisoned.into_inner(), true),
        Err(TryLockError::WouldBlock) => taken_outside(kind, loc),
    }
}

/// The real guard in a teardown. Poison is not passed on then: nobody is to panic any more.
pub(super) fn or_abandon<G>(tried: TryLockResult<G>) -> G {
    match tried {
        Ok(guard) => guard,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => rt::abandon(),
    }
}

#[cold]
fn taken_outside(kind: &str, loc: Loc) -> ! {
    rt::misuse(
        format!(
            "a thread that does not belong to the check holds this {kind}: start every thread inside the checked closure, \
             with std::thread"
        ),
        loc,
    )
}
