//@ title: A linked list without a lock: each thread puts its number in front, for ever

//! A counter for each thread, and the sum of them all.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

/// The hits of one thread. It is never freed.
struct Node {
    hits: AtomicU64,
    next: Option<&'static Node>,
}

/// The number of the thread that was the last to begin. From there, `next` leads to all others.
static FIRST: AtomicPtr<Node> = AtomicPtr::new(ptr::null_mut());

thread_local! {
    /// Where the running thread counts, when it has hit.
    static OWN: Cell<Option<&'static Node>> = const { Cell::new(None) };
}

/// The list as it is now.
fn first() -> Option<&'static Node> {
    // ORDERING: Acquire, for the Release in `new_node`: who sees a node sees what is in it.
    let first = FIRST.load(Ordering::Acquire);
    // SAFETY: it is null, or a node that was leaked in `new_node`.
    unsafe { first.as_ref() }
}

/// A node for the running thread, with its first hit, in front of all others.
fn new_node() -> &'static Node {
    let node = Box::leak(Box::new(Node {
        hits: AtomicU64::new(1),
        next: first(),
    }));
    loop {
        let next = node
            .next
            .map_or(ptr::null_mut(), |next| ptr::from_ref(next).cast_mut());
        // ORDERING: Release, for the Acquire in `first`. The node before it is seen through this
        // one: the change is one step, so all nodes are in one release sequence.
        match FIRST.compare_exchange(next, node, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => return node,
            Err(_) => node.next = first(),
        }
    }
}

/// Counts a hit of the running thread. A destructor of a thread-local may call it, too.
pub fn hit() {
    // In a destructor `OWN` may have been dropped. Then each hit gets a node of its own.
    match OWN.try_with(Cell::get).ok().flatten() {
        // ORDERING: Relaxed: only this thread stores here, and whoever joins it sees the last.
        Some(own) => own
            .hits
            .store(own.hits.load(Ordering::Relaxed) + 1, Ordering::Relaxed),
        None => {
            let own = new_node();
            let _ = OWN.try_with(|cell| cell.set(Some(own)));
        }
    }
}

/// How many hits the running thread has counted.
pub fn own_hits() -> u64 {
    OWN.try_with(Cell::get)
        .ok()
        .flatten()
        .map_or(0, |own| own.hits.load(Ordering::Relaxed))
}

/// How many hits the running thread and all threads that have been joined have counted.
pub fn total_hits() -> u64 {
    std::iter::successors(first(), |node| node.next)
        .map(|node| node.hits.load(Ordering::Relaxed))
        .sum()
}
