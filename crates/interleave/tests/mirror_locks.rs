//! Locks in the model poison, print and convert as std's do; what a failing execution says of them names the learner's lines.
extern crate interleave as std;

use std::mem::drop;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, RwLock, TryLockError, mpsc};
use std::time::Duration;
use std::{FailureKind, check, explore, outcomes, println, thread};

/// Runs `test` with real threads and in the model.
fn both(test: fn()) {
    test();
    check(test);
}

fn panic_holding(lock: &Arc<Mutex<u32>>) {
    let theirs = Arc::clone(lock);
    let panicked = thread::spawn(move || {
        let mut guard = theirs.lock().unwrap();
        *guard = 1;
        panic!("while it holds the lock");
    });
    assert!(panicked.join().is_err());
}

#[test]
fn a_panic_poisons_the_mutex_that_is_held() {
    both(|| {
        let lock = Arc::new(Mutex::new(0));
        panic_holding(&lock);
        assert!(lock.is_poisoned());
        assert_eq!(*lock.lock().unwrap_err().into_inner(), 1);
        assert!(matches!(lock.try_lock(), Err(TryLockError::Poisoned(_))));
        lock.clear_poison();
        assert!(!lock.is_poisoned());
        assert_eq!(*lock.lock().unwrap(), 1);
        panic_holding(&lock);
        let mut lock = Arc::into_inner(lock).unwrap();
        assert!(lock.get_mut().is_err());
        assert!(lock.into_inner().is_err());
    });
}

#[test]
fn a_guard_that_is_taken_while_panicking_does_not_poison() {
    /// Locks and unlocks in its destructor.
    struct Touch(Arc<Mutex<u32>>);
    impl Drop for Touch {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }
    both(|| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        let panicked = thread::spawn(move || {
            let _touch = Touch(theirs);
            panic!("the lock is free");
        });
        assert!(panicked.join().is_err());
        assert_eq!(*lock.lock().unwrap(), 1);
    });
}

#[test]
fn only_a_writer_poisons_an_rwlock() {
    both(|| {
        let lock = Arc::new(RwLock::new(0));
        let theirs = Arc::clone(&lock);
        let reader = thread::spawn(move || {
            let _guard = theirs.read().unwrap();
            panic!("while it reads");
        });
        assert!(reader.join().is_err());
        assert!(!lock.is_poisoned());
        let theirs = Arc::clone(&lock);
        let writer = thread::spawn(move || {
            let _guard = theirs.write().unwrap();
            panic!("while it writes");
        });
        assert!(writer.join().is_err());
        assert!(lock.is_poisoned());
        assert!(lock.read().is_err());
        lock.clear_poison();
        assert!(lock.write().is_ok());
    });
}

#[test]
fn locks_print_as_stds_do() {
    both(|| {
        let mutex = Mutex::new(5);
        assert_eq!(
            format!("{mutex:?}"),
            "Mutex { data: 5, poisoned: false, .. }"
        );
        let guard = mutex.lock().unwrap();
        assert_eq!(
            format!("{mutex:?} {guard:?} {guard}"),
            "Mutex { data: \"<locked>\", poisoned: false, .. } 5 5"
        );
        let rwlock = RwLock::new("a");
        assert_eq!(
            format!("{rwlock:?}"),
            "RwLock { data: \"a\", poisoned: false, .. }"
        );
        let _writer = rwlock.write().unwrap();
        assert_eq!(
            format!("{rwlock:?}"),
            "RwLock { data: <locked>, poisoned: false, .. }"
        );
        let once = OnceLock::from(3);
        assert_eq!(
            format!("{once:?} {:?}", once.clone()),
            "OnceLock(3) OnceLock(3)"
        );
        assert_eq!(format!("{:?}", AtomicU32::new(4)), "4");
    });
}

#[test]
fn a_downgraded_writer_lets_readers_in_and_writers_not() {
    both(|| {
        let lock = RwLock::new(1);
        let mut writer = lock.write().unwrap();
        *writer = 2;
        let reader = std::sync::RwLockWriteGuard::downgrade(writer);
        assert_eq!(*lock.try_read().unwrap(), 2);
        assert!(lock.try_write().is_err());
        drop(reader);
        assert!(lock.try_write().is_ok());
    });
}

#[test]
fn a_wait_can_time_out_or_be_notified() {
    let seen = outcomes(|| {
        let pair = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&pair);
        let other = thread::spawn(move || {
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_one();
        });
        let guard = pair.0.lock().unwrap();
        let (guard, result) = pair
            .1
            .wait_timeout_while(guard, Duration::from_millis(1), |ready| !*ready)
            .unwrap();
        let seen = (*guard, result.timed_out());
        drop(guard);
        other.join().unwrap();
        seen
    });
    assert_eq!(seen, [(false, true), (true, false)].into());
}

#[test]
fn a_rendezvous_gives_the_value_back_when_the_receiver_goes() {
    let seen = outcomes(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        let other = thread::spawn(move || drop(receiver));
        let result = sender.send("kept".to_owned());
        other.join().unwrap();
        result.map_err(|error| error.0)
    });
    assert_eq!(seen, [Err("kept".to_owned())].into());
}

#[test]
fn values_in_a_channel_are_dropped_with_its_receiver() {
    both(|| {
        let (sender, receiver) = mpsc::channel();
        let value = Arc::new(());
        sender.send(Arc::clone(&value)).unwrap();
        assert_eq!(Arc::strong_count(&value), 2);
        drop(receiver);
        assert_eq!(Arc::strong_count(&value), 1);
        assert!(sender.send(value).is_err());
    });
}

#[test]
fn get_mut_and_into_inner_see_the_latest_value() {
    both(|| {
        let mut number = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| number.fetch_add(1, Ordering::Relaxed));
            scope.spawn(|| number.fetch_add(1, Ordering::Relaxed));
        });
        assert_eq!(*number.get_mut(), 2);
        *number.get_mut() += 1;
        assert_eq!(number.load(Ordering::Relaxed), 3);
        number.store(4, Ordering::Relaxed);
        assert_eq!(number.into_inner(), 4);
    });
}

#[test]
fn orderings_that_do_not_exist_panic_as_with_std() {
    let cases: [fn(); 5] = [
        || drop(AtomicU32::new(0).load(Ordering::Release)),
        || AtomicU32::new(0).store(1, Ordering::Acquire),
        || {
            let number = AtomicU32::new(0);
            let _ = number.compare_exchange(0, 1, Ordering::SeqCst, Ordering::Release);
        },
        || std::sync::atomic::fence(Ordering::Relaxed),
        || drop(AtomicU32::new(0).load(Ordering::AcqRel)),
    ];
    for case in cases {
        let native = std::panic::catch_unwind(case).unwrap_err();
        let native = native
            .downcast_ref::<&str>()
            .expect("a literal")
            .to_string();
        let report = explore(case);
        let failure = report.failure().expect("a panic");
        assert_eq!(failure.kind(), FailureKind::Panic);
        assert!(failure.message().contains(&native), "{native}: {failure}");
    }
}

#[test]
fn an_explanation_shows_what_was_printed_and_where_a_guard_was_dropped() {
    let report = explore(|| {
        let lock = Mutex::new(3);
        let guard = lock.lock().unwrap();
        println!("it is {}", *guard);
        drop(guard); // the line of this drop
        panic!("at the end");
    });
    let failure = report.failure().expect("a panic");
    let steps = &failure.trace().execution.steps;
    let printed = steps.iter().find_map(|step| step.printed.as_deref());
    assert_eq!(printed, Some("it is 3\n"));
    let dropped = steps
        .iter()
        .find(|step| step.action == "drop(guard)")
        .expect("a step");
    assert!(
        dropped.source.text.contains("the line of this drop"),
        "{dropped:?}"
    );
}

/// `clear_poison` needs no lock, so two threads that find the lock poisoned may both find it so.
#[test]
fn clear_poison_is_not_ordered_by_the_lock() {
    let seen = outcomes(|| {
        let lock = Arc::new(Mutex::new(0));
        panic_holding(&lock);
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let poisoned = theirs.lock().is_err();
            theirs.clear_poison();
            poisoned
        });
        let poisoned = lock.lock().is_err();
        lock.clear_poison();
        [poisoned, other.join().unwrap()]
    });
    assert_eq!(seen, [[true, true], [true, false], [false, true]].into());
}
