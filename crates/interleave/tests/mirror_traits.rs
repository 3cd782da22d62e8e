//! The mirror's types are Send, Sync and unwind-safe exactly when std's are, and coerce as std's do.
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use interleave::{cell, sync, thread, time};

/// Whether a type has a trait: an inherent constant, where its bounds hold, goes before the trait's.
macro_rules! has {
    ($type:ty: $($bound:tt)+) => {{
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $($bound)+> Probe<T> {
            const HAS: bool = true;
        }
        <Probe<$type>>::HAS
    }};
}

/// Which of the traits a type has.
macro_rules! traits {
    ($type:ty) => {
        [
            ("Send", has!($type: Send)),
            ("Sync", has!($type: Sync)),
            ("Unpin", has!($type: Unpin)),
            ("UnwindSafe", has!($type: std::panic::UnwindSafe)),
            ("RefUnwindSafe", has!($type: std::panic::RefUnwindSafe)),
            ("Debug", has!($type: std::fmt::Debug)),
            ("Display", has!($type: std::fmt::Display)),
            ("Default", has!($type: Default)),
            ("Clone", has!($type: Clone)),
            ("Copy", has!($type: Copy)),
            ("PartialEq", has!($type: PartialEq)),
            ("Eq", has!($type: Eq)),
            ("Ord", has!($type: Ord)),
            ("Hash", has!($type: std::hash::Hash)),
        ]
    };
}

/// Compares one of the mirror's types, filled with the type that is given, with std's.
macro_rules! compare {
    ([$($path:ident)::+] $content:ty) => {
        assert_eq!(
            traits!($($path)::+<$content>),
            traits!(std::$($path)::+<$content>),
            "{}<{}>",
            stringify!($($path)::+),
            stringify!($content),
        );
    };
}

/// Compares each of the mirror's types, filled with types of all kinds, with std's.
macro_rules! same {
    ($($($path:ident)::+;)*) => {
        $(
            compare!([$($path)::+] Both);
            compare!([$($path)::+] SendOnly);
            compare!([$($path)::+] SyncOnly);
            compare!([$($path)::+] Neither);
        )*
    };
}

macro_rules! same_plain {
    ($($($path:ident)::+;)*) => {
        $(assert_eq!(
            traits!($($path)::+),
            traits!(std::$($path)::+),
            stringify!($($path)::+),
        );)*
    };
}

/// Send and Sync; Send only; Sync only; neither.
type Both = u8;
type SendOnly = Cell<u8>;
type SyncOnly = std::sync::MutexGuard<'static, u8>;
type Neither = Rc<u8>;

#[test]
fn the_traits_are_those_of_stds_types() {
    same! {
        sync::Mutex;
        sync::MutexGuard;
        sync::RwLock;
        sync::RwLockReadGuard;
        sync::RwLockWriteGuard;
        sync::OnceLock;
        sync::LazyLock;
        sync::atomic::AtomicPtr;
        sync::mpsc::Sender;
        sync::mpsc::SyncSender;
        sync::mpsc::Receiver;
        sync::mpsc::Iter;
        sync::mpsc::IntoIter;
        thread::LocalKey;
        cell::UnsafeCell;
    }
    same_plain! {
        sync::Condvar;
        sync::WaitTimeoutResult;
        sync::Barrier;
        sync::BarrierWaitResult;
        sync::Once;
        sync::atomic::AtomicBool;
        sync::atomic::AtomicI8;
        sync::atomic::AtomicU64;
        sync::atomic::AtomicUsize;
        thread::Thread;
        thread::ThreadId;
        thread::Builder;
        thread::AccessError;
        time::Instant;
    }
}

#[test]
fn handles_are_sent_and_shared_as_stds_are() {
    // Not compared in unwind safety, where std's is stricter for no reason that a program could rely on.
    macro_rules! shared {
        ($($type:ty = $std:ty;)*) => {
            $(
                assert_eq!(has!($type: Send), has!($std: Send), stringify!($type));
                assert_eq!(has!($type: Sync), has!($std: Sync), stringify!($type));
            )*
        };
    }
    shared! {
        thread::JoinHandle<Both> = std::thread::JoinHandle<Both>;
        thread::JoinHandle<Neither> = std::thread::JoinHandle<Neither>;
        thread::ScopedJoinHandle<'static, Both> = std::thread::ScopedJoinHandle<'static, Both>;
        thread::ScopedJoinHandle<'static, Neither> = std::thread::ScopedJoinHandle<'static, Neither>;
        thread::Scope<'static, 'static> = std::thread::Scope<'static, 'static>;
    }
}

#[test]
fn locks_coerce_to_unsized_contents() {
    let functions: Arc<sync::Mutex<dyn FnMut() -> u32 + Send>> = Arc::new(sync::Mutex::new(|| 3));
    assert_eq!((functions.lock().unwrap())(), 3);
    let numbers: Box<sync::RwLock<[u32]>> = Box::new(sync::RwLock::new([1, 2]));
    assert_eq!(numbers.read().unwrap().len(), 2);
    let cell: &cell::UnsafeCell<dyn std::fmt::Debug> = &cell::UnsafeCell::new(4);
    // SAFETY: nobody else has the cell.
    assert_eq!(format!("{:?}", unsafe { &*cell.get() }), "4");
}

#[test]
#[allow(clippy::needless_late_init, reason = "the order is what is tested")]
fn a_lock_may_borrow_what_is_declared_after_it() {
    // Compiles only if the mirror's locks have no destructor of their own, as std's have none.
    let lock;
    let once = sync::OnceLock::new();
    let text = RefCell::new(String::from("a"));
    lock = sync::Mutex::new(&text);
    once.set(&text).unwrap();
    lock.lock().unwrap().borrow_mut().push('b');
    assert_eq!(*text.borrow(), "ab");
}

#[test]
fn mirrored_objects_can_be_made_at_compile_time() {
    #[allow(
        clippy::declare_interior_mutable_const,
        reason = "each use is a new one"
    )]
    const ZERO: sync::atomic::AtomicU32 = sync::atomic::AtomicU32::new(0);
    static LOCKS: [sync::Mutex<u32>; 3] = [const { sync::Mutex::new(1) }; 3];
    static BARRIER: sync::Barrier = sync::Barrier::new(1);
    static CONDVAR: sync::Condvar = sync::Condvar::new();
    let zeros = [ZERO; 2];
    assert_eq!(zeros[1].load(sync::atomic::Ordering::Relaxed), 0);
    assert_eq!(*LOCKS[2].lock().unwrap(), 1);
    assert!(BARRIER.wait().is_leader());
    CONDVAR.notify_all();
}
