//! Statics, thread-locals and captured objects: what an execution finds is what the program wrote, never what another execution left.
extern crate interleave as std;

use std::cell::{Cell, RefCell, UnsafeCell};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
use std::{FailureKind, explore, outcomes, thread, thread_local};

/// A cell that threads may share, as learners write it.
struct Shared(UnsafeCell<Vec<u32>>);
// SAFETY: the tests order all their accesses.
unsafe impl Sync for Shared {}

static COUNT: AtomicU32 = AtomicU32::new(7);
static POINTER: AtomicPtr<u32> = AtomicPtr::new(std::ptr::null_mut());
static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());
static TABLE: RwLock<Option<Box<u32>>> = RwLock::new(None);
static NAME: OnceLock<String> = OnceLock::new();
static SQUARES: LazyLock<Vec<u32>> = LazyLock::new(|| (0..4).map(|n| n * n).collect());
static START: Once = Once::new();
static CELL: Shared = Shared(UnsafeCell::new(Vec::new()));

thread_local! {
    static LOCAL: RefCell<Vec<u32>> = RefCell::new(vec![1]);
    static NUMBER: Cell<u32> = const { Cell::new(5) };
}

/// Expects everything above to be as declared, and changes it all.
fn use_everything() {
    assert_eq!(COUNT.fetch_add(1, Ordering::Relaxed), 7);
    assert!(POINTER.load(Ordering::Relaxed).is_null());
    POINTER.store(std::ptr::dangling_mut(), Ordering::Relaxed);
    let mut log = LOG.lock().unwrap();
    assert!(log.is_empty());
    log.push("a line that is long enough to be on the heap".to_owned());
    drop(log);
    assert_eq!(TABLE.write().unwrap().replace(Box::new(3)), None);
    assert_eq!(NAME.get(), None);
    assert_eq!(NAME.get_or_init(|| "name".to_owned()), "name");
    assert_eq!(SQUARES[3], 9);
    assert!(!START.is_completed());
    START.call_once(|| {});
    // SAFETY: no other thread touches the cell, and the reference ends with the statement.
    let cell = unsafe { &mut *CELL.0.get() };
    assert!(cell.is_empty());
    cell.push(1);
    LOCAL.with_borrow_mut(|local| {
        assert_eq!(*local, [1]);
        local.push(2);
    });
    assert_eq!(NUMBER.replace(6), 5);
}

#[test]
fn each_execution_finds_statics_as_declared() {
    let report = explore(|| {
        let other = thread::spawn(|| COUNT.load(Ordering::Relaxed));
        use_everything();
        other.join().unwrap();
    });
    assert!(report.executions() >= 2, "{report:?}");
    assert!(report.failure().is_none(), "{}", report.failure().unwrap());
}

#[test]
fn real_threads_and_executions_do_not_see_each_other_in_a_static() {
    static NATIVE: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    NATIVE.lock().unwrap().extend([1, 2, 3]);
    let seen = outcomes(|| {
        let mut inside = NATIVE.lock().unwrap();
        inside.push(9);
        inside.clone()
    });
    assert_eq!(seen, [vec![9]].into());
    assert_eq!(*NATIVE.lock().unwrap(), [1, 2, 3]);
}

#[test]
fn a_static_is_shared_by_the_threads_of_an_execution() {
    static HITS: AtomicU32 = AtomicU32::new(0);
    let seen = outcomes(|| {
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let hits = HITS.load(Ordering::Relaxed);
                    HITS.store(hits + 1, Ordering::Relaxed);
                });
            }
        });
        HITS.load(Ordering::Relaxed)
    });
    assert_eq!(seen, [1, 2].into());
}

#[test]
fn a_static_may_be_reached_under_an_unsized_type() {
    static ROW: Mutex<[u32; 3]> = Mutex::new([1, 2, 3]);
    let seen = outcomes(|| {
        let row: &'static Mutex<[u32]> = &ROW;
        row.lock().unwrap()[1] += 10;
        ROW.lock().unwrap().to_vec()
    });
    assert_eq!(seen, [vec![1, 12, 3]].into());
}

#[test]
fn a_reference_into_a_static_may_leave_the_execution() {
    static VALUE: OnceLock<u32> = OnceLock::new();
    let seen = outcomes(|| VALUE.get_or_init(|| 11));
    assert_eq!(seen, [&11].into());
}

#[test]
fn executions_on_several_os_threads_share_no_static() {
    static TOTAL: Mutex<u32> = Mutex::new(0);
    let explorers: Vec<_> = (0..3)
        .map(|_| {
            thread::spawn(|| {
                outcomes(|| {
                    thread::scope(|scope| {
                        for _ in 0..3 {
                            scope.spawn(|| *TOTAL.lock().unwrap() += 1);
                        }
                    });
                    *TOTAL.lock().unwrap()
                })
            })
        })
        .collect();
    for explorer in explorers {
        assert_eq!(explorer.join().unwrap(), [3].into());
    }
}

/// The failure of a check whose closure was given an object from outside.
fn misuse(body: impl Fn() + Send + Sync + 'static) -> String {
    let report = explore(move || {
        // Two executions at least: the first cannot know.
        let flag = Arc::new(AtomicU32::new(0));
        let other = Arc::clone(&flag);
        let thread = thread::spawn(move || other.store(1, Ordering::Relaxed));
        flag.load(Ordering::Relaxed);
        body();
        thread.join().unwrap();
    });
    let failure = report.failure().expect("misuse");
    assert_eq!(failure.kind(), FailureKind::Misuse, "{failure}");
    failure.to_string()
}

#[test]
fn a_captured_mutex_is_misuse() {
    let captured = Arc::new(Mutex::new(vec![1]));
    let text = misuse(move || captured.lock().unwrap().push(2));
    assert!(text.contains("outside"), "{text}");
}

#[test]
fn a_captured_atomic_is_misuse() {
    let captured = Arc::new(AtomicU32::new(0));
    let text = misuse(move || {
        captured.fetch_add(1, Ordering::Relaxed);
    });
    assert!(text.contains("outside"), "{text}");
}

#[test]
fn a_captured_channel_is_misuse() {
    let (sender, _receiver) = mpsc::channel();
    let text = misuse(move || sender.send(1).unwrap());
    assert!(text.contains("outside"), "{text}");
}

#[test]
fn what_the_checker_cannot_follow_is_misuse() {
    let as_ptr = misuse(|| {
        AtomicU32::new(0).as_ptr();
    });
    assert!(as_ptr.contains("AtomicU32::as_ptr"), "{as_ptr}");
    let from_ptr = misuse(|| {
        let mut memory = 0;
        // SAFETY: the memory is there, and nobody else uses it.
        unsafe { AtomicU32::from_ptr(&raw mut memory) };
    });
    assert!(from_ptr.contains("AtomicU32::from_ptr"), "{from_ptr}");
    let from_mut = misuse(|| {
        UnsafeCell::from_mut(&mut 0);
    });
    assert!(from_mut.contains("UnsafeCell::from_mut"), "{from_mut}");
    let hook = misuse(|| {
        std::panic::set_hook(Box::new(|_| {}));
    });
    assert!(hook.contains("panic hook"), "{hook}");
    let exit = misuse(|| std::process::exit(0));
    assert!(exit.contains("process::exit"), "{exit}");
}
