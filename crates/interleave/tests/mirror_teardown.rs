//! An execution that fails is torn down while threads are in the midst of things. Destructors run then that were written for
//! threads that end: none of them may hang, bring the process down or use memory twice.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc};
use std::thread::{self, JoinHandle};
use std::{FailureKind, explore, hint};

/// Explores `body`, which must fail in the way that is named.
fn fails(kind: FailureKind, body: fn()) {
    let report = explore(body);
    let failure = report.failure().expect("an execution that fails");
    assert_eq!(failure.kind(), kind, "{failure}");
}

/// A pool as learners write it: its destructor waits for the worker.
struct Pool {
    jobs: Option<mpsc::Sender<u32>>,
    worker: Option<JoinHandle<u32>>,
}

impl Pool {
    fn new() -> Self {
        let (jobs, queue) = mpsc::channel();
        let worker = thread::spawn(move || queue.iter().sum());
        Pool {
            jobs: Some(jobs),
            worker: Some(worker),
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
        self.worker.take().unwrap().join().unwrap();
    }
}

#[test]
fn a_destructor_may_join_a_thread_that_never_ends() {
    fails(FailureKind::Panic, || {
        let pool = Pool::new();
        pool.jobs.as_ref().unwrap().send(1).unwrap();
        panic!("the body fails while the worker waits");
    });
    fails(FailureKind::Deadlock, || {
        let _pool = Pool::new();
        let lock = Mutex::new(());
        let _first = lock.lock();
        let _second = lock.lock();
    });
}

/// Whatever a destructor may do that waits.
struct Waiting<'a> {
    lock: &'a Mutex<Vec<u32>>,
    rwlock: &'a RwLock<u32>,
    condvar: &'a Condvar,
    barrier: &'a Barrier,
    once: &'a OnceLock<u32>,
    receiver: mpsc::Receiver<u32>,
    what: u32,
}

/// How often the destructor below has begun; outside of every execution, so core's.
static BEGUN: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        BEGUN.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
        match self.what {
            0 => self.lock.lock().unwrap().push(1),
            1 => *self.rwlock.write().unwrap() += 1,
            2 => drop(self.condvar.wait(self.lock.lock().unwrap()).unwrap()),
            3 => drop(self.barrier.wait()),
            4 => drop(self.once.wait()),
            5 => drop(self.receiver.recv().unwrap()),
            6 => thread::park(),
            7 => loop {
                hint::spin_loop();
            },
            8 => {
                thread::spawn(|| {}).join().unwrap();
            }
            9 => {
                let idle = AtomicBool::new(true);
                while idle.load(Ordering::Relaxed) {}
            }
            _ => unreachable!("ten kinds"),
        }
    }
}

#[test]
fn a_destructor_may_wait_for_anything() {
    for what in 0..10 {
        let before = BEGUN.load(core::sync::atomic::Ordering::Relaxed);
        let report = explore(move || {
            let lock = Mutex::new(Vec::new());
            let rwlock = RwLock::new(0);
            let condvar = Condvar::new();
            let barrier = Barrier::new(2);
            let once = OnceLock::new();
            let (_sender, receiver) = mpsc::channel();
            let _waiting = Waiting {
                lock: &lock,
                rwlock: &rwlock,
                condvar: &condvar,
                barrier: &barrier,
                once: &once,
                receiver,
                what,
            };
            let stuck = Mutex::new(());
            let _first = stuck.lock();
            let _second = stuck.lock();
        });
        let failure = report.failure().expect("a deadlock");
        assert_eq!(failure.kind(), FailureKind::Deadlock, "{what}: {failure}");
        let after = BEGUN.load(core::sync::atomic::Ordering::Relaxed);
        assert!(after > before, "{what}: the destructor did not run");
    }
}

#[test]
fn a_lock_that_a_stuck_thread_holds_is_not_taken_from_it() {
    /// Empties the list that another thread is in the midst of.
    struct Clear(Arc<Mutex<Vec<String>>>);
    impl Drop for Clear {
        fn drop(&mut self) {
            self.0.lock().unwrap().clear();
        }
    }
    fails(FailureKind::Deadlock, || {
        let list = Arc::new(Mutex::new(vec!["x".repeat(100); 3]));
        let theirs = Arc::clone(&list);
        let holder = thread::spawn(move || {
            let mut list = theirs.lock().unwrap();
            // The rest of the drained items is dropped when this thread is unwound.
            let mut drained = list.drain(..);
            drained.next();
            thread::park();
            loop {
                thread::park();
            }
        });
        let _clear = Clear(list);
        holder.join().unwrap();
    });
}

/// A stack of boxes whose destructor pops by compare_exchange.
struct Stack {
    head: AtomicPtr<Node>,
}

struct Node {
    value: Box<u32>,
    next: *mut Node,
}

impl Stack {
    fn push(&self, value: u32) {
        let node = Box::into_raw(Box::new(Node {
            value: Box::new(value),
            next: std::ptr::null_mut(),
        }));
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            // SAFETY: the node is this thread's until it is in the stack.
            unsafe { (*node).next = head };
            match self
                .head
                .compare_exchange(head, node, Ordering::Release, Ordering::Relaxed)
            {
                Ok(_) => return,
                Err(other) => head = other,
            }
        }
    }

    fn pop(&self) -> Option<u32> {
        let head = self.head.load(Ordering::Acquire);
        if head.is_null() {
            return None;
        }
        // SAFETY: only the destructor pops, so the node is there, and is freed once.
        let node = unsafe { Box::from_raw(head) };
        self.head
            .compare_exchange(head, node.next, Ordering::AcqRel, Ordering::Relaxed)
            .ok()
            .map(|_| *node.value)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let mut popped = 0;
        while self.pop().is_some() {
            popped += 1;
        }
        assert!(popped <= 2);
    }
}

#[test]
fn a_destructor_sees_the_latest_values_and_its_own_changes() {
    fails(FailureKind::Panic, || {
        let stack = Arc::new(Stack {
            head: AtomicPtr::default(),
        });
        let theirs = Arc::clone(&stack);
        let other = thread::spawn(move || theirs.push(1));
        stack.push(2);
        other.join().unwrap();
        panic!("both nodes are in the stack");
    });
}

/// A count of references whose last drop frees.
struct Counted(*mut (AtomicU32, UnsafeCell<Vec<u32>>));
// SAFETY: the count is atomic, and the data are only touched by the last owner.
unsafe impl Send for Counted {}

impl Counted {
    fn new() -> Self {
        let inner = (AtomicU32::new(1), UnsafeCell::new(vec![1, 2, 3]));
        Counted(Box::into_raw(Box::new(inner)))
    }
    fn share(&self) -> Self {
        // SAFETY: there is an owner: this one.
        unsafe { &(*self.0).0 }.fetch_add(1, Ordering::Relaxed);
        Counted(self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        // SAFETY: this owner has not gone yet; the last one frees.
        unsafe {
            if (*self.0).0.fetch_sub(1, Ordering::AcqRel) == 1 {
                drop(Box::from_raw(self.0));
            }
        }
    }
}

#[test]
fn a_reference_count_frees_once() {
    fails(FailureKind::Deadlock, || {
        let first = Counted::new();
        let gate = Arc::new(Mutex::new(()));
        let _closed = gate.lock();
        let others: Vec<_> = (0..2)
            .map(|_| {
                let (share, gate) = (first.share(), Arc::clone(&gate));
                thread::spawn(move || {
                    let _share = share;
                    drop(gate.lock());
                })
            })
            .collect();
        for other in others {
            other.join().unwrap();
        }
    });
}
