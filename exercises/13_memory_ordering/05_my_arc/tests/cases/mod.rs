//! What `MyArc` must do, in every execution.

use crate::subject::MyArc;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed};
use std as interleave;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::sync::MutexGuard;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the value is used without an order.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "One thread read the value, through its owner, and another one dropped it, changed it \
             or took it out. The count has said that the reader is done; its orderings have not. \
             Each owner's use of the value must come before its own decrement (Release), and \
             whoever drops or changes the value must acquire what all those decrements released.",
        )
        .on(
            FailureKind::Livelock,
            "Counting waits for nobody, and none of its loops should.",
        )
}

/// What has become of a value, in one execution. These are the real std's atomics: looking at them
/// is no step of the program, and orders nothing.
#[derive(Default)]
struct Fate {
    drops: AtomicU32,
}

impl Fate {
    fn drops(&self) -> u32 {
        self.drops.load(Relaxed)
    }
}

/// A value that notices how it is used. It has an alignment that nothing else has, and so the
/// allocator below knows where it lies.
#[repr(align(512))]
struct Value<'a> {
    number: UnsafeCell<u32>,
    fate: &'a Fate,
}

// SAFETY: it is written by who has it for itself; whether that is so is what the checks find out.
unsafe impl Sync for Value<'_> {}

impl<'a> Value<'a> {
    fn new(number: u32, fate: &'a Fate) -> Self {
        Value {
            number: UnsafeCell::new(number),
            fate,
        }
    }

    fn read(&self) -> u32 {
        assert_eq!(
            self.fate.drops(),
            0,
            "the value is used by one of its owners, and it has been dropped already: an owner was \
             not counted, or was taken off twice"
        );
        let the_value_is_read = self.number.get();
        // SAFETY: as for `Sync`.
        unsafe { *the_value_is_read }
    }

    fn write(&mut self, number: u32) {
        let the_value_is_changed = self.number.get();
        // SAFETY: as for `Sync`.
        unsafe { *the_value_is_changed = number }
    }
}

impl Drop for Value<'_> {
    fn drop(&mut self) {
        if self.fate.drops.fetch_add(1, Relaxed) == 0 {
            let the_value_is_dropped = self.number.get();
            // SAFETY: as for `Sync`.
            unsafe { *the_value_is_dropped = u32::MAX }
        }
    }
}

/// The first owner of a new value, which has been read once.
///
/// The checker notes in a cell when it is first used. If that came later, and the value were in a cell
/// of `MyArc`, the note would look like a write to it.
fn owner<'a>(number: u32, fate: &'a Fate) -> MyArc<Value<'a>> {
    let owner = MyArc::new(Value::new(number, fate));
    owner.read();
    owner
}

/// Never gives the memory of a `Value` back to the system, so that even what is freed too early or
/// twice can be looked at.
struct Quarantine;

#[global_allocator]
static ALLOCATOR: Quarantine = Quarantine;

/// How many blocks with the alignment of [`Weighed`] are in use. One test has such values.
static WEIGHED: AtomicUsize = AtomicUsize::new(0);

const VALUES: usize = align_of::<Value>();
const WEIGHED_VALUES: usize = align_of::<Weighed>();

// SAFETY: what it does is done by the system's allocator, or not at all.
unsafe impl GlobalAlloc for Quarantine {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() == WEIGHED_VALUES {
            WEIGHED.fetch_add(1, Relaxed);
        }
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.align() == WEIGHED_VALUES {
            WEIGHED.fetch_sub(1, Relaxed);
        }
        if layout.align() < VALUES {
            // SAFETY: the caller's promise.
            unsafe { System.dealloc(block, layout) }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.realloc(block, layout, size) }
    }
}

/// A value whose memory is counted.
#[repr(align(1024))]
struct Weighed(#[expect(dead_code, reason = "only its size matters")] u32);

#[test]
fn an_owner_shows_the_value() {
    explorer().check(|| {
        let fate = Fate::default();
        let first = owner(7, &fate);
        let second = first.clone();
        assert_eq!((first.read(), second.read()), (7, 7), "both show the value");
        assert!(
            std::ptr::eq(&raw const *first, &raw const *second),
            "a clone must be an owner of the same value, not of a copy"
        );
    });
}

#[test]
fn the_last_owner_drops_the_value() {
    explorer().check(|| {
        let fate = Fate::default();
        let first = owner(7, &fate);
        let second = first.clone();
        drop(first);
        assert_eq!(
            fate.drops(),
            0,
            "one of two owners was dropped, and the value with it"
        );
        assert_eq!(second.read(), 7, "the value as the second owner sees it");
        drop(second);
        assert_eq!(
            fate.drops(),
            1,
            "all owners are gone: how often the value was dropped. 0 means that it has leaked"
        );
    });
}

#[test]
fn the_value_is_dropped_after_its_last_use() {
    explorer().check(|| {
        let fate = Fate::default();
        thread::scope(|scope| {
            let here = owner(7, &fate);
            let there = here.clone();
            scope.spawn(move || there.read());
            here.read();
        });
        assert_eq!(
            fate.drops(),
            1,
            "two threads each dropped their owner at the same time: how often the value was \
             dropped. 0 means that neither took itself for the last one, 2 that both did"
        );
    });
}

#[test]
fn who_clones_at_the_same_time_is_counted() {
    explorer().check(|| {
        let fate = Fate::default();
        let shared = owner(7, &fate);
        let (here, there) = thread::scope(|scope| {
            let other = scope.spawn(|| shared.clone());
            (shared.clone(), other.join().unwrap())
        });
        drop(shared);
        drop(here);
        assert_eq!(
            fate.drops(),
            0,
            "two threads cloned at the same time, so there were three owners. Two were dropped, \
             and the value with them: one was not counted"
        );
        drop(there);
        assert_eq!(
            fate.drops(),
            1,
            "all owners are gone: how often the value was dropped"
        );
    });
}

#[test]
fn three_owners_come_and_go() {
    explorer().check(|| {
        let fate = Fate::default();
        thread::scope(|scope| {
            let here = owner(7, &fate);
            let there = here.clone();
            scope.spawn(move || {
                let third = there.clone();
                drop(there);
                third.read();
            });
            here.read();
        });
        assert_eq!(
            fate.drops(),
            1,
            "a thread cloned its owner and dropped both, another one dropped the first: how often \
             the value was dropped"
        );
    });
}

#[test]
fn the_last_of_three_waits_for_both() {
    explorer().check(|| {
        let fate = Fate::default();
        thread::scope(|scope| {
            let here = owner(7, &fate);
            for _ in 0..2 {
                let there = here.clone();
                scope.spawn(move || there.read());
            }
            drop(here);
        });
        assert_eq!(
            fate.drops(),
            1,
            "three threads dropped an owner each: how often the value was dropped"
        );
    });
}

#[test]
fn get_mut_needs_the_only_owner() {
    explorer().check(|| {
        let fate = Fate::default();
        let mut first = owner(7, &fate);
        match MyArc::get_mut(&mut first) {
            Some(value) => value.write(8),
            None => panic!("there is one owner, and `get_mut` does not give it the value"),
        }
        let second = first.clone();
        assert!(
            MyArc::get_mut(&mut first).is_none(),
            "there is another owner, who may be reading the value: `get_mut` must not give it \
             away. `&mut` means that this *owner* is not shared; the value is"
        );
        drop(first);
        let mut second = second;
        assert!(
            MyArc::get_mut(&mut second).is_some(),
            "the other owner is gone, and `get_mut` does not give the value to the one that is left"
        );
        assert_eq!(second.read(), 8, "8 was written");
    });
}

#[test]
fn get_mut_comes_after_what_others_did() {
    explorer().check(|| {
        let fate = Fate::default();
        thread::scope(|scope| {
            let mut here = owner(7, &fate);
            let there = here.clone();
            scope.spawn(move || there.read());
            if let Some(value) = MyArc::get_mut(&mut here) {
                value.write(8);
            }
        });
        assert_eq!(
            fate.drops(),
            1,
            "both owners are gone: how often the value was dropped"
        );
    });
}

#[test]
fn try_unwrap_needs_the_only_owner() {
    explorer().check(|| {
        let fate = Fate::default();
        let first = owner(7, &fate);
        let second = first.clone();
        let Err(first) = MyArc::try_unwrap(first) else {
            panic!("there is another owner, and `try_unwrap` has taken the value from it");
        };
        drop(second);
        assert_eq!(
            fate.drops(),
            0,
            "`try_unwrap` gave its owner back, and the other owner was dropped: one is left, and \
             the value is gone. Was the owner that was given back taken off the count?"
        );
        let Ok(value) = MyArc::try_unwrap(first) else {
            panic!("this is the only owner, and `try_unwrap` does not give the value to it");
        };
        assert_eq!(
            fate.drops(),
            0,
            "the value was taken out, and belongs to the caller: `MyArc` must not drop it"
        );
        assert_eq!(value.read(), 7, "what was taken out");
        drop(value);
        assert_eq!(
            fate.drops(),
            1,
            "the value was taken out and dropped: how often"
        );
    });
}

#[test]
fn try_unwrap_comes_after_what_others_did() {
    explorer().check(|| {
        let fate = Fate::default();
        thread::scope(|scope| {
            let here = owner(7, &fate);
            let there = here.clone();
            scope.spawn(move || there.read());
            if let Ok(mut value) = MyArc::try_unwrap(here) {
                value.write(8);
            }
        });
        assert_eq!(
            fate.drops(),
            1,
            "one thread tried to take the value out while another dropped its owner: how often the \
             value was dropped"
        );
    });
}

#[test]
fn memory_is_given_back() {
    explorer().check(|| {
        WEIGHED.store(0, Relaxed);
        let first = MyArc::new(Weighed(1));
        drop(first.clone());
        drop(first);
        assert_eq!(
            WEIGHED.load(Relaxed),
            0,
            "the last owner is gone, and the memory of the value was not given back, or was twice"
        );
        drop(MyArc::try_unwrap(MyArc::new(Weighed(2))));
        assert_eq!(
            WEIGHED.load(Relaxed),
            0,
            "the value was taken out, and its memory was not given back, or was twice"
        );
    });
}

/// Whether a type has a trait: the method of the type itself comes before that of the trait.
macro_rules! is {
    ($type:ty: $bound:ident) => {{
        #[allow(dead_code, reason = "not used when the type has the trait")]
        trait No {
            fn answer(&self) -> bool {
                false
            }
        }
        struct Ask<T>(PhantomData<T>);
        impl<T> No for Ask<T> {}
        #[allow(dead_code, reason = "not used when the type has not the trait")]
        impl<T: $bound> Ask<T> {
            fn answer(&self) -> bool {
                true
            }
        }
        Ask::<$type>(PhantomData).answer()
    }};
}

#[test]
fn it_may_be_sent_if_the_value_may_be_sent_and_shared() {
    assert!(
        is!(MyArc<u32>: Send) && is!(MyArc<u32>: Sync),
        "a `MyArc<u32>` must be `Send` and `Sync`: that is what it is for"
    );
    assert!(
        !is!(MyArc<Cell<u32>>: Send) && !is!(MyArc<Cell<u32>>: Sync),
        "a `Cell` is not `Sync`, and two owners on two threads share it: to *send* one owner, the \
         value must be `Sync`"
    );
    assert!(
        !is!(MyArc<MutexGuard<'static, u32>>: Send) && !is!(MyArc<MutexGuard<'static, u32>>: Sync),
        "the guard of a lock is not `Send`, and the last owner, on whatever thread it is, drops it: \
         to *share* an owner, the value must be `Send`"
    );
}

#[test]
fn the_count_is_an_atomic() {
    let recorded = Explorer::new().record(1, || {
        let first = MyArc::new(7);
        drop(first.clone());
    });
    let objects: Vec<_> = recorded
        .executions
        .iter()
        .flat_map(|one| &one.objects)
        .map(|object| object.kind.as_str())
        .collect();
    assert!(
        objects.iter().any(|kind| kind.starts_with("Atomic")),
        "an owner was cloned and dropped, and no atomic of yours was used. Another pointer that \
         counts is no exercise, and a count that is not atomic loses owners when two threads \
         clone at the same time, whatever `unsafe impl Send` says"
    );
    assert!(
        objects
            .iter()
            .all(|kind| kind.starts_with("Atomic") || *kind == "UnsafeCell"),
        "more than atomics and `UnsafeCell` was used: {objects:?}. In this exercise, the orderings \
         of the count do the work"
    );
}
