//! The memory that a fast producer takes, with and without a bound.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// The system's allocator, which counts. A program that measures names it as
/// its `#[global_allocator]`.
pub struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on to the system's allocator unchanged; counting
// touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(now, Relaxed);
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the pointer came from `System` with this layout, by `alloc`
        // above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// The most bytes that were allocated at one time while `program` ran, beyond
/// those before it. 0 if [`Counting`] is not the allocator. Not for two
/// measurements at the same time.
pub fn peak(program: impl FnOnce()) -> usize {
    let before = NOW.load(Relaxed);
    MOST.store(before, Relaxed);
    program();
    MOST.load(Relaxed) - before
}

// ANCHOR: program
/// A thousand frames of 10,000 bytes each.
const FRAMES: usize = 1000;
/// The size of a frame.
const BYTES: usize = 10_000;

/// Takes all frames.
fn consume(frames: Receiver<Vec<u8>>) {
    assert_eq!(
        frames.iter().map(|frame| frame.len()).sum::<usize>(),
        FRAMES * BYTES
    );
}

/// No bound: the producer can be done before the first frame is taken. All
/// frames wait in memory.
pub fn without_bound() {
    let (sender, frames) = mpsc::channel();
    let producer = thread::spawn(move || {
        for _ in 0..FRAMES {
            sender.send(vec![0; BYTES]).unwrap();
        }
    });
    producer.join().unwrap();
    consume(frames);
}

/// Room for ten: when ten wait, so does the producer.
pub fn with_room_for_ten() {
    let (sender, frames) = mpsc::sync_channel(10);
    thread::spawn(move || {
        for _ in 0..FRAMES {
            sender.send(vec![0; BYTES]).unwrap();
        }
    });
    consume(frames);
}
// ANCHOR_END: program
