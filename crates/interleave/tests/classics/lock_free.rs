//! Treiber's stack, and how a pointer that comes back fools it.
//!
//! The nodes are entries of an array and are named by their index, so that a node that comes back has the same name
//! in every execution. (R. K. Treiber, "Systems programming: coping with parallelism", IBM RJ 5118, 1986.)

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Panic};
use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicPtr, AtomicU64};
use interleave::{ptr, thread};

const NONE: u64 = 0xffff;

/// A stack of nodes 0, 1, 2, ...; the head is a node and, in the upper half, how often it was changed.
struct Stack {
    head: AtomicU64,
    next: [AtomicU64; 3],
    /// Whether the changes are counted.
    counted: bool,
}

impl Stack {
    /// 0 on top of 1 on top of 2.
    fn full(counted: bool) -> Self {
        Stack {
            head: AtomicU64::new(0),
            next: [AtomicU64::new(1), AtomicU64::new(2), AtomicU64::new(NONE)],
            counted,
        }
    }

    fn head_after(&self, before: u64, node: u64) -> u64 {
        let changes = if self.counted { (before >> 32) + 1 } else { 0 };
        changes << 32 | node
    }

    fn push(&self, node: u64) {
        let mut head = self.head.load(Relaxed);
        loop {
            self.next[node as usize].store(head & NONE, Relaxed);
            let new = self.head_after(head, node);
            match self.head.compare_exchange(head, new, Release, Relaxed) {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    fn pop(&self) -> Option<u64> {
        let mut head = self.head.load(Acquire);
        loop {
            let node = head & NONE;
            if node == NONE {
                return None;
            }
            let next = self.next[node as usize].load(Relaxed);
            let new = self.head_after(head, next);
            match self.head.compare_exchange(head, new, Acquire, Acquire) {
                Ok(_) => return Some(node),
                Err(now) => head = now,
            }
        }
    }
}

/// One thread pops once; the other pops twice and pushes the first back: the top is the same again, and what is below it is not.
fn reuse(counted: bool) -> impl Fn() + Send + Sync + 'static {
    move || {
        let stack = Arc::new(Stack::full(counted));
        let other = {
            let stack = Arc::clone(&stack);
            thread::spawn(move || {
                let first = stack.pop().unwrap();
                let second = stack.pop();
                stack.push(first);
                second
            })
        };
        let mine = stack.pop();
        let theirs = other.join().unwrap();
        let mut all: Vec<_> = mine.into_iter().chain(theirs).collect();
        all.extend(std::iter::from_fn(|| stack.pop()).take(4));
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2], "each node is somewhere once");
    }
}

#[test]
fn a_node_that_comes_back_fools_the_stack() {
    fails(Panic, &["each node is somewhere once"], reuse(false));
}

#[test]
fn a_count_of_the_changes_tells_it_apart() {
    verified(reuse(true));
}

/// A stack of boxed nodes that only grows while it is shared; its orderings can be chosen.
struct Boxes {
    head: AtomicPtr<Node>,
    push: Ordering,
}

struct Node {
    value: UnsafeCell<u32>,
    next: *mut Node,
}

// SAFETY: a node is reached through the head only; whether its value is there by then is what the checker finds out.
unsafe impl Sync for Boxes {}
// SAFETY: as above.
unsafe impl Send for Boxes {}

impl Boxes {
    fn push(&self, value: u32) {
        let node = Box::into_raw(Box::new(Node {
            value: UnsafeCell::new(0),
            next: ptr::null_mut(),
        }));
        // SAFETY: not shared yet.
        unsafe { *(*node).value.get() = value };
        let mut head = self.head.load(Relaxed);
        loop {
            // SAFETY: not shared yet.
            unsafe { (*node).next = head };
            match self
                .head
                .compare_exchange_weak(head, node, self.push, Relaxed)
            {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    /// Takes all there is at once, which no node that comes back can fool.
    fn take_all(&self) -> Vec<u32> {
        let mut all = vec![];
        let mut next = self.head.swap(ptr::null_mut(), Acquire);
        while !next.is_null() {
            // SAFETY: taken off the stack, so nobody else has it.
            let node = unsafe { Box::from_raw(next) };
            // SAFETY: alive; written before it was pushed, if the orderings are right.
            all.push(unsafe { *node.value.get() });
            next = node.next;
        }
        all
    }
}

impl Drop for Boxes {
    fn drop(&mut self) {
        self.take_all();
    }
}

fn pushes(push: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let stack = Arc::new(Boxes {
            head: AtomicPtr::new(ptr::null_mut()),
            push,
        });
        let threads = [1, 2].map(|n| {
            let stack = Arc::clone(&stack);
            thread::spawn(move || stack.push(n))
        });
        let mut all = stack.take_all();
        for thread in threads {
            thread.join().unwrap();
        }
        all.extend(stack.take_all());
        all.sort_unstable();
        assert_eq!(all, [1, 2]);
    }
}

#[test]
fn a_node_is_published_with_its_value() {
    verified(pushes(Release));
    verified(pushes(AcqRel));
    fails(
        DataRace,
        &["data race", "node.value.get()"],
        pushes(Relaxed),
    );
}
