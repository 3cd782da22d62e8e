//! One function for each access and ordering: what `assembly` has rustc translate, by itself, for each processor.

use std::sync::atomic::{AtomicU32, Ordering::*, fence};

// ANCHOR: three_stores
/// Three plain stores. No thread but this one can see them.
#[unsafe(no_mangle)]
pub fn three_stores(x: &mut u32, y: &mut u32) {
    *x = 1;
    *y = 2;
    *x = 3;
}
// ANCHOR_END: three_stores

/// The same with atomics.
#[unsafe(no_mangle)]
pub fn three_stores_relaxed(x: &AtomicU32, y: &AtomicU32) {
    x.store(1, Relaxed);
    y.store(2, Relaxed);
    x.store(3, Relaxed);
}

/// A load that orders nothing.
#[unsafe(no_mangle)]
pub fn load_relaxed(x: &AtomicU32) -> u32 {
    x.load(Relaxed)
}

/// A load that acquires.
#[unsafe(no_mangle)]
pub fn load_acquire(x: &AtomicU32) -> u32 {
    x.load(Acquire)
}

/// A load that has its place in the one order.
#[unsafe(no_mangle)]
pub fn load_seq_cst(x: &AtomicU32) -> u32 {
    x.load(SeqCst)
}

/// A store that orders nothing.
#[unsafe(no_mangle)]
pub fn store_relaxed(x: &AtomicU32, value: u32) {
    x.store(value, Relaxed);
}

/// A store that releases.
#[unsafe(no_mangle)]
pub fn store_release(x: &AtomicU32, value: u32) {
    x.store(value, Release);
}

/// A store that has its place in the one order.
#[unsafe(no_mangle)]
pub fn store_seq_cst(x: &AtomicU32, value: u32) {
    x.store(value, SeqCst);
}

/// A read-modify-write that orders nothing.
#[unsafe(no_mangle)]
pub fn fetch_add_relaxed(x: &AtomicU32, value: u32) -> u32 {
    x.fetch_add(value, Relaxed)
}

/// A read-modify-write that acquires.
#[unsafe(no_mangle)]
pub fn fetch_add_acquire(x: &AtomicU32, value: u32) -> u32 {
    x.fetch_add(value, Acquire)
}

/// A read-modify-write that releases.
#[unsafe(no_mangle)]
pub fn fetch_add_release(x: &AtomicU32, value: u32) -> u32 {
    x.fetch_add(value, Release)
}

/// A read-modify-write that does both.
#[unsafe(no_mangle)]
pub fn fetch_add_acq_rel(x: &AtomicU32, value: u32) -> u32 {
    x.fetch_add(value, AcqRel)
}

/// A read-modify-write that has its place in the one order.
#[unsafe(no_mangle)]
pub fn fetch_add_seq_cst(x: &AtomicU32, value: u32) -> u32 {
    x.fetch_add(value, SeqCst)
}

/// A read-modify-write that may fail: it does both, or acquires.
#[unsafe(no_mangle)]
pub fn compare_exchange_acq_rel(x: &AtomicU32, old: u32, value: u32) -> bool {
    x.compare_exchange(old, value, AcqRel, Acquire).is_ok()
}

/// A fence that acquires.
#[unsafe(no_mangle)]
pub fn fence_acquire() {
    fence(Acquire);
}

/// A fence that releases.
#[unsafe(no_mangle)]
pub fn fence_release() {
    fence(Release);
}

/// A fence that does both.
#[unsafe(no_mangle)]
pub fn fence_acq_rel() {
    fence(AcqRel);
}

/// A fence that has its place in the one order.
#[unsafe(no_mangle)]
pub fn fence_seq_cst() {
    fence(SeqCst);
}
