//! `UnsafeCell` in the model: races are found wherever the cell lies, and a cell that goes is not looked at any more.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::mem::drop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{FailureKind, Verdict, explore, thread};

/// A cell that threads may share.
#[derive(Default)]
struct Shared<T: ?Sized>(UnsafeCell<T>);
// SAFETY: what the tests do with it is for the checker to judge; the programs that race are never run for real.
unsafe impl<T: ?Sized> Sync for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized> Send for Shared<T> {}

impl Shared<u32> {
    #[track_caller]
    fn read(&self) -> u32 {
        // SAFETY: as above.
        unsafe { *self.0.get() }
    }
    #[track_caller]
    fn write(&self, value: u32) {
        // SAFETY: as above.
        unsafe { *self.0.get() = value };
    }
}

fn races(body: fn()) {
    let report = explore(body);
    let failure = report.failure().expect("a data race");
    assert_eq!(failure.kind(), FailureKind::DataRace, "{failure}");
}

fn is_fine(body: fn()) {
    let report = explore(body);
    if let Some(failure) = report.failure() {
        panic!("{failure}");
    }
    assert!(matches!(report.verdict(), Verdict::Verified { .. }));
}

#[test]
fn a_static_cell_is_raced_for_like_any_other() {
    static CELL: Shared<u32> = Shared(UnsafeCell::new(1));
    races(|| {
        let other = thread::spawn(|| CELL.write(2));
        CELL.read();
        other.join().unwrap();
    });
    is_fine(|| {
        assert_eq!(CELL.read(), 1);
        thread::spawn(|| CELL.write(2)).join().unwrap();
        assert_eq!(CELL.read(), 2);
    });
}

#[test]
fn a_flag_that_is_released_and_acquired_orders_a_cell() {
    static CELL: Shared<u32> = Shared(UnsafeCell::new(0));
    static READY: AtomicBool = AtomicBool::new(false);
    is_fine(|| {
        let other = thread::spawn(|| {
            CELL.write(7);
            READY.store(true, Ordering::Release);
        });
        if READY.load(Ordering::Acquire) {
            assert_eq!(CELL.read(), 7);
        }
        other.join().unwrap();
    });
}

#[test]
fn a_cell_of_unsized_content_is_watched() {
    races(|| {
        let cell: Box<Shared<[u32]>> = Box::new(Shared(UnsafeCell::new([1, 2, 3])));
        thread::scope(|scope| {
            for n in 0..2 {
                let cell = &cell;
                // SAFETY: it races, and is never run for real.
                scope.spawn(move || unsafe { (*cell.0.get())[2] = n + 10 });
            }
        });
    });
}

#[test]
fn a_cell_may_be_freed_right_after_its_use() {
    /// So large that the allocator gives the memory back to the operating system at once.
    type Large = [u8; 1 << 20];
    is_fine(|| {
        let cell: Box<UnsafeCell<Large>> = Box::new(UnsafeCell::new([0; 1 << 20]));
        // SAFETY: nobody else has the cell.
        unsafe { (*cell.get())[0] = 1 };
        drop(cell);
        thread::spawn(|| {}).join().unwrap();
    });
}

#[test]
fn what_was_done_to_a_cell_just_before_it_went_still_counts() {
    races(|| {
        let flag = AtomicBool::new(false);
        let address = Box::into_raw(Box::new(Shared(UnsafeCell::new(0)))).expose_provenance();
        thread::scope(|scope| {
            scope.spawn(|| {
                // SAFETY: the other thread frees the cell after it has seen the flag.
                unsafe { &*std::ptr::with_exposed_provenance::<Shared<u32>>(address) }.read();
                flag.store(true, Ordering::Relaxed);
            });
            scope.spawn(|| {
                if flag.load(Ordering::Relaxed) {
                    let pointer = std::ptr::with_exposed_provenance_mut::<Shared<u32>>(address);
                    // SAFETY: nobody uses the cell after the flag, though nothing orders that: it races.
                    let cell = unsafe { Box::from_raw(pointer) };
                    cell.write(1);
                    drop(cell);
                }
            });
        });
    });
}
