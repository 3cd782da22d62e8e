//! Every stable name of std's concurrency is either mirrored, or passed through on purpose: `std_names.txt` holds the names, the two
//! tables below say which is which, and a name that is in neither fails a test.
#![allow(deprecated)]

use std::any::{type_name, type_name_of_val};
use std::collections::{BTreeMap, BTreeSet};

use interleave::{cell, hint, panic, sync, thread, time};

/// A name of std, and what the mirror has in its place.
struct Entry {
    path: &'static str,
    /// As rustc names what stands there.
    actual: &'static str,
    /// For a mirrored type: the file below `src/mirror` that has its functions. For what is passed through: why.
    note: &'static str,
}

/// Types: the name, an instance of it, the note.
macro_rules! types {
    ($($path:literal = $type:ty, $note:literal;)*) => {
        vec![$(Entry { path: $path, actual: type_name::<$type>(), note: $note }),*]
    };
}

/// Functions and constants: the name, a value of it, the note.
macro_rules! values {
    ($($path:literal = $value:expr, $note:literal;)*) => {
        vec![$(Entry { path: $path, actual: type_name_of_val(&{ $value }), note: $note }),*]
    };
}

fn mirrored() -> Vec<Entry> {
    use sync::atomic::*;
    let mut entries = types! {
        "sync::Barrier" = sync::Barrier, "sync/barrier.rs";
        "sync::BarrierWaitResult" = sync::BarrierWaitResult, "sync/barrier.rs";
        "sync::Condvar" = sync::Condvar, "sync/condvar.rs";
        "sync::LazyLock" = sync::LazyLock<u8>, "sync/lazy_lock.rs";
        "sync::Mutex" = sync::Mutex<u8>, "sync/mutex.rs";
        "sync::MutexGuard" = sync::MutexGuard<'static, u8>, "sync/mutex.rs";
        "sync::Once" = sync::Once, "sync/once.rs";
        "sync::OnceLock" = sync::OnceLock<u8>, "sync/once_lock.rs";
        "sync::RwLock" = sync::RwLock<u8>, "sync/rwlock.rs";
        "sync::RwLockReadGuard" = sync::RwLockReadGuard<'static, u8>, "sync/rwlock.rs";
        "sync::RwLockWriteGuard" = sync::RwLockWriteGuard<'static, u8>, "sync/rwlock.rs";
        "sync::WaitTimeoutResult" = sync::WaitTimeoutResult, "sync/condvar.rs";
        "sync::atomic::AtomicBool" = AtomicBool, "sync/atomic/bool.rs";
        "sync::atomic::AtomicI8" = AtomicI8, "sync/atomic/int.rs";
        "sync::atomic::AtomicI16" = AtomicI16, "sync/atomic/int.rs";
        "sync::atomic::AtomicI32" = AtomicI32, "sync/atomic/int.rs";
        "sync::atomic::AtomicI64" = AtomicI64, "sync/atomic/int.rs";
        "sync::atomic::AtomicIsize" = AtomicIsize, "sync/atomic/int.rs";
        "sync::atomic::AtomicU8" = AtomicU8, "sync/atomic/int.rs";
        "sync::atomic::AtomicU16" = AtomicU16, "sync/atomic/int.rs";
        "sync::atomic::AtomicU32" = AtomicU32, "sync/atomic/int.rs";
        "sync::atomic::AtomicU64" = AtomicU64, "sync/atomic/int.rs";
        "sync::atomic::AtomicUsize" = AtomicUsize, "sync/atomic/int.rs";
        "sync::atomic::AtomicPtr" = AtomicPtr<u8>, "sync/atomic/ptr.rs";
        "sync::mpsc::IntoIter" = sync::mpsc::IntoIter<u8>, "sync/mpsc.rs";
        "sync::mpsc::Iter" = sync::mpsc::Iter<'static, u8>, "sync/mpsc.rs";
        "sync::mpsc::Receiver" = sync::mpsc::Receiver<u8>, "sync/mpsc.rs";
        "sync::mpsc::Sender" = sync::mpsc::Sender<u8>, "sync/mpsc.rs";
        "sync::mpsc::SyncSender" = sync::mpsc::SyncSender<u8>, "sync/mpsc.rs";
        "sync::mpsc::TryIter" = sync::mpsc::TryIter<'static, u8>, "sync/mpsc.rs";
        "thread::AccessError" = thread::AccessError, "thread/local.rs";
        "thread::Builder" = thread::Builder, "thread/*.rs";
        "thread::JoinHandle" = thread::JoinHandle<u8>, "thread/spawn.rs";
        "thread::LocalKey" = thread::LocalKey<u8>, "thread/local.rs";
        "thread::Scope" = thread::Scope<'static, 'static>, "thread/scoped.rs";
        "thread::ScopedJoinHandle" = thread::ScopedJoinHandle<'static, u8>, "thread/scoped.rs";
        "thread::Thread" = thread::Thread, "thread/handle.rs";
        "thread::ThreadId" = thread::ThreadId, "thread/handle.rs";
        "cell::UnsafeCell" = cell::UnsafeCell<u8>, "cell.rs";
        "time::Instant" = time::Instant, "time.rs";
    };
    entries.extend(values! {
        "sync::ONCE_INIT" = sync::ONCE_INIT, "";
        "sync::atomic::ATOMIC_BOOL_INIT" = ATOMIC_BOOL_INIT, "";
        "sync::atomic::ATOMIC_ISIZE_INIT" = ATOMIC_ISIZE_INIT, "";
        "sync::atomic::ATOMIC_USIZE_INIT" = ATOMIC_USIZE_INIT, "";
        "sync::atomic::fence" = fence, "";
        "sync::atomic::spin_loop_hint" = spin_loop_hint, "";
        "sync::mpsc::channel" = sync::mpsc::channel::<u8>, "";
        "sync::mpsc::sync_channel" = sync::mpsc::sync_channel::<u8>, "";
        "thread::available_parallelism" = thread::available_parallelism, "";
        "thread::current" = thread::current, "";
        "thread::panicking" = thread::panicking, "";
        "thread::park" = thread::park, "";
        "thread::park_timeout" = thread::park_timeout, "";
        "thread::park_timeout_ms" = thread::park_timeout_ms, "";
        "thread::scope" = thread::scope::<fn(&thread::Scope<'_, '_>), ()>, "";
        "thread::sleep" = thread::sleep, "";
        "thread::sleep_ms" = thread::sleep_ms, "";
        "thread::spawn" = thread::spawn::<fn(), ()>, "";
        "thread::yield_now" = thread::yield_now, "";
        "hint::spin_loop" = hint::spin_loop, "";
        "panic::catch_unwind" = panic::catch_unwind::<fn(), ()>, "";
        "panic::resume_unwind" = panic::resume_unwind, "";
        "panic::set_hook" = panic::set_hook, "";
        "panic::take_hook" = panic::take_hook, "";
    });
    entries
}

fn passed_through() -> Vec<Entry> {
    let mut entries = types! {
        "sync::Arc" = sync::Arc<u8>, "its coercions and its use as a receiver are the compiler's";
        "sync::Weak" = sync::Weak<u8>, "belongs to Arc";
        "sync::LockResult" = sync::LockResult<u8>, "made of PoisonError";
        "sync::OnceState" = sync::OnceState, "the real Once inside hands it to the closure";
        "sync::PoisonError" = sync::PoisonError<u8>, "has a public constructor";
        "sync::TryLockError" = sync::TryLockError<u8>, "an enum";
        "sync::TryLockResult" = sync::TryLockResult<u8>, "made of TryLockError";
        "sync::atomic::Ordering" = sync::atomic::Ordering, "an enum";
        "sync::mpsc::RecvError" = sync::mpsc::RecvError, "its fields are public";
        "sync::mpsc::RecvTimeoutError" = sync::mpsc::RecvTimeoutError, "an enum";
        "sync::mpsc::SendError" = sync::mpsc::SendError<u8>, "its fields are public";
        "sync::mpsc::TryRecvError" = sync::mpsc::TryRecvError, "an enum";
        "sync::mpsc::TrySendError" = sync::mpsc::TrySendError<u8>, "an enum";
        "thread::Result" = thread::Result<u8>, "a Result";
        "cell::BorrowError" = cell::BorrowError, "RefCell is not Sync";
        "cell::BorrowMutError" = cell::BorrowMutError, "RefCell is not Sync";
        "cell::Cell" = cell::Cell<u8>, "not Sync";
        "cell::LazyCell" = cell::LazyCell<u8>, "not Sync";
        "cell::OnceCell" = cell::OnceCell<u8>, "not Sync";
        "cell::Ref" = cell::Ref<'static, u8>, "RefCell is not Sync";
        "cell::RefCell" = cell::RefCell<u8>, "not Sync";
        "cell::RefMut" = cell::RefMut<'static, u8>, "RefCell is not Sync";
        "time::Duration" = time::Duration, "a number";
        "time::SystemTime" = time::SystemTime, "the wall clock is not modelled";
        "time::SystemTimeError" = time::SystemTimeError, "belongs to SystemTime";
        "time::TryFromFloatSecsError" = time::TryFromFloatSecsError, "belongs to Duration";
        "panic::AssertUnwindSafe" = panic::AssertUnwindSafe<u8>, "a marker";
        "panic::Location" = panic::Location<'static>, "made by the compiler";
        "panic::PanicHookInfo" = panic::PanicHookInfo<'static>, "made by std's panic machinery";
        "panic::PanicInfo" = panic::PanicInfo<'static>, "an alias of PanicHookInfo";
        "panic::RefUnwindSafe" = dyn panic::RefUnwindSafe, "a marker";
        "panic::UnwindSafe" = dyn panic::UnwindSafe, "a marker";
    };
    entries.extend(values! {
        "sync::atomic::compiler_fence" = sync::atomic::compiler_fence, "orders nothing between threads";
        "time::UNIX_EPOCH" = time::UNIX_EPOCH, "belongs to SystemTime";
        "hint::assert_unchecked" = hint::assert_unchecked, "concerns the compiler only";
        "hint::black_box" = hint::black_box::<u8>, "concerns the compiler only";
        "hint::cold_path" = hint::cold_path, "concerns the compiler only";
        "hint::select_unpredictable" = hint::select_unpredictable::<u8>, "concerns the compiler only";
        "hint::unreachable_unchecked" = hint::unreachable_unchecked, "concerns the compiler only";
        "panic::panic_any" = panic::panic_any::<u8>, "a panic like any other, seen by the hook";
    });
    entries
}

/// std's names, each with its associated functions.
fn std_names() -> BTreeMap<&'static str, Vec<&'static str>> {
    include_str!("std_names.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (_kind, rest) = line.split_once(' ').expect("a kind, then a path");
            let (path, functions) = rest.split_once(": ").unwrap_or((rest, ""));
            (path, functions.split_whitespace().collect())
        })
        .collect()
}

/// A new toolchain may have new names.
#[test]
fn the_names_are_those_of_the_pinned_toolchain() {
    let names = include_str!("std_names.txt");
    let pinned = include_str!("../../../rust-toolchain.toml");
    let channel = pinned
        .lines()
        .find_map(|line| line.strip_prefix("channel = "));
    let version = channel.expect("a channel").trim_matches('"');
    assert!(
        names.starts_with(&format!("# The stable names of std {version} ")),
        "std_names.txt is not of std {version}: make it anew"
    );
}

#[test]
fn every_name_of_std_is_mirrored_or_passed_through_on_purpose() {
    let known: Vec<_> = mirrored()
        .iter()
        .chain(&passed_through())
        .map(|entry| entry.path)
        .collect();
    let unique: BTreeSet<_> = known.iter().copied().collect();
    assert_eq!(known.len(), unique.len(), "a name is in the tables twice");
    let std: BTreeSet<_> = std_names().into_keys().collect();
    let missing: Vec<_> = std.difference(&unique).collect();
    assert!(
        missing.is_empty(),
        "neither mirrored nor passed through: {missing:?}"
    );
    let unknown: Vec<_> = unique.difference(&std).collect();
    assert!(unknown.is_empty(), "not a stable name of std: {unknown:?}");
}

#[test]
fn what_is_called_mirrored_is_this_crates_own() {
    for entry in mirrored() {
        assert!(
            entry.actual.starts_with("interleave::"),
            "{} is {}",
            entry.path,
            entry.actual
        );
    }
}

#[test]
fn what_is_passed_through_is_std_own() {
    for entry in passed_through() {
        assert!(
            !entry.actual.contains("interleave::"),
            "{} is {}",
            entry.path,
            entry.actual
        );
        assert!(!entry.note.is_empty(), "{} gives no reason", entry.path);
    }
}

/// The text of the file below `src/mirror`, or of all that the pattern `folder/*.rs` names.
fn source(file: &str) -> String {
    let mirror = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mirror");
    let Some(folder) = file.strip_suffix("/*.rs") else {
        return std::fs::read_to_string(mirror.join(file)).expect("a file of the mirror");
    };
    let files = std::fs::read_dir(mirror.join(folder)).expect("a folder of the mirror");
    files
        .map(|file| std::fs::read_to_string(file.expect("an entry").path()).expect("a file"))
        .collect()
}

#[test]
fn every_function_of_a_mirrored_type_is_there() {
    let std = std_names();
    for entry in mirrored() {
        for function in &std[entry.path] {
            let source = source(entry.note);
            let found = ["(", "<"]
                .iter()
                .any(|next| source.contains(&format!("fn {function}{next}")));
            assert!(found, "{}::{function} is not in {}", entry.path, entry.note);
        }
    }
}
