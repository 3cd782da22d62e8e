//! The id of a failure brings the same failure back, step by step; anything else is said not to be one.

mod support;

use interleave::FailureKind::{DataRace, Deadlock, Livelock, Misuse, Panic};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicBool, AtomicU32};
use interleave::sync::{Arc, Condvar, Mutex, mpsc};
use interleave::time::Duration;
use interleave::{Explorer, FailureKind, Verdict, hint, panic, thread};
use support::{fails, panic_of};

/// Explores, replays the failure that was found, and compares the two.
#[track_caller]
fn comes_back(kind: FailureKind, body: impl Fn() + Send + Sync + 'static) {
    let body = Arc::new(body);
    let again = Arc::clone(&body);
    let first = fails(kind, &[], move || body());
    let replay = Explorer::new().replay(first.replay_id());
    for _ in 0..2 {
        let body = Arc::clone(&again);
        let report = replay.explore(move || body());
        assert_eq!(report.verdict(), Verdict::Failed);
        assert_eq!(report.runs(), 1, "a replay is one run");
        let second = report.failure().expect("the failure comes back");
        let mut expected = first.trace().clone();
        if expected.reason.contains("every execution") {
            // One execution does not know that.
            second.trace().reason.clone_into(&mut expected.reason);
        } else {
            assert_eq!(second.to_string(), first.to_string());
        }
        assert_eq!(*second.trace(), expected);
    }
}

fn lost_update() {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || theirs.store(theirs.load(Relaxed) + 1, Relaxed));
    count.store(count.load(Relaxed) + 1, Relaxed);
    other.join().unwrap();
    assert_eq!(count.load(Relaxed), 2);
}

#[test]
fn a_panic_comes_back() {
    comes_back(Panic, lost_update);
}

/// What a load reads is a choice like that of the thread.
#[test]
fn a_stale_read_comes_back() {
    comes_back(Panic, || {
        let shared = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        let writer = thread::spawn(move || {
            theirs.0.store(42, Relaxed);
            theirs.1.store(true, Relaxed);
        });
        if shared.1.load(Relaxed) {
            assert_eq!(shared.0.load(Relaxed), 42);
        }
        writer.join().unwrap();
    });
}

/// And so is the place of a store in the modification order.
#[test]
fn an_early_store_comes_back() {
    comes_back(Panic, || {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let threads = [0, 1].map(|n| {
            let places = Arc::clone(&places);
            thread::spawn(move || {
                places[n].store(1, Relaxed);
                places[1 - n].store(2, Relaxed);
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        let seen = [places[0].load(Relaxed), places[1].load(Relaxed)];
        assert_ne!(seen, [1, 1]);
    });
}

#[test]
fn a_deadlock_comes_back() {
    comes_back(Deadlock, || {
        let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
        let theirs = Arc::clone(&locks);
        let other = thread::spawn(move || {
            let first = theirs[0].lock().unwrap();
            *theirs[1].lock().unwrap() += *first;
        });
        let first = locks[1].lock().unwrap();
        *locks[0].lock().unwrap() += *first;
        drop(first);
        other.join().unwrap();
    });
}

#[test]
fn a_data_race_comes_back() {
    struct Shared(UnsafeCell<u32>);
    // SAFETY: not sound; that is what the checker finds. Modelled threads share one real thread.
    unsafe impl Sync for Shared {}
    // SAFETY: alive; see above.
    let add = |shared: &Shared| unsafe { *shared.0.get() += 1 };
    comes_back(DataRace, move || {
        let shared = Arc::new(Shared(UnsafeCell::new(0)));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || add(&theirs));
        add(&shared);
        other.join().unwrap();
    });
}

#[test]
fn a_livelock_comes_back() {
    comes_back(Livelock, || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&stop);
        let other = thread::spawn(move || theirs.store(false, Release));
        while !stop.load(Acquire) {
            hint::spin_loop();
        }
        other.join().unwrap();
    });
}

/// Spurious wake-ups, time-outs, weak failures, which of two waiters is woken: all are choices.
#[test]
fn what_comes_of_an_operation_comes_back() {
    comes_back(Panic, || {
        let (lock, condvar) = (Mutex::new(false), Condvar::new());
        let set = condvar.wait_timeout(lock.lock().unwrap(), Duration::from_secs(1));
        assert!(*set.unwrap().0);
    });
    comes_back(Panic, || {
        let place = AtomicU32::new(0);
        assert!(place.compare_exchange_weak(0, 1, Relaxed, Relaxed).is_ok());
    });
    comes_back(Panic, || {
        let (to, from) = mpsc::channel();
        let other = thread::spawn(move || to.send(1).unwrap());
        assert_eq!(from.recv_timeout(Duration::from_secs(1)), Ok(1));
        other.join().unwrap();
    });
    comes_back(Panic, || {
        let shared = Arc::new((Mutex::new((0, vec![])), Condvar::new()));
        let threads = [1, 2].map(|n| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let state = shared.0.lock().unwrap();
                let mut state = shared.1.wait_while(state, |state| state.0 == 0).unwrap();
                state.0 -= 1;
                state.1.push(n);
            })
        });
        for _ in 0..2 {
            shared.0.lock().unwrap().0 += 1;
            shared.1.notify_all();
        }
        for thread in threads {
            thread.join().unwrap();
        }
        assert_ne!(shared.0.lock().unwrap().1, [2, 1]);
    });
}

#[test]
fn misuse_comes_back() {
    comes_back(Misuse, || panic::set_hook(Box::new(|_| {})));
}

/// A failure of a sample past a bound has an id like any other.
#[test]
fn a_sampled_failure_comes_back() {
    let explorer = Explorer::new().max_executions(1);
    let first = explorer
        .explore(lost_update)
        .failure()
        .expect("easy to find")
        .clone();
    let second = Explorer::new()
        .replay(first.replay_id())
        .explore(lost_update);
    assert_eq!(
        second.failure().expect("the failure comes back").trace(),
        first.trace()
    );
}

/// One execution was run, and nothing is known of the others.
#[test]
fn a_replay_that_does_not_fail_claims_nothing() {
    let id = fails(Panic, &[], lost_update).replay_id().to_owned();
    let report = Explorer::new().replay(&id).explore(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.store(theirs.load(Relaxed) + 1, Relaxed));
        count.store(count.load(Relaxed) + 1, Relaxed);
        other.join().unwrap();
        let _mended = count.load(Relaxed);
    });
    assert!(report.failure().is_none());
    assert_eq!(
        report.verdict(),
        Verdict::Bounded {
            limit: "replay of one execution".into()
        }
    );
    assert_eq!((report.runs(), report.executions()), (1, 1));
}

#[test]
fn what_is_no_id_is_said_to_be_none() {
    let id = fails(Panic, &[], lost_update).replay_id().to_owned();
    let cut = &id[..id.len() / 2];
    for wrong in [
        "",
        "x",
        "no such id",
        "ääh",
        "000000",
        cut,
        &format!("{id}{id}"),
        &format!("{id}!"),
    ] {
        let message = panic_of(|| _ = Explorer::new().replay(wrong).explore(lost_update));
        assert!(
            message.contains(&format!("`{wrong}` is no replay id")),
            "{message}"
        );
        assert!(message.contains("copy it whole"), "{message}");
    }
}

/// An id of a program that is another one by now.
#[test]
fn the_id_of_another_program_is_noticed() {
    let id = fails(Panic, &[], lost_update).replay_id().to_owned();
    let other = Explorer::new().replay(&id).explore(|| {
        let lock = Mutex::new(0);
        *lock.lock().unwrap() += 1;
    });
    let failure = other.failure().expect("it is not that program's id");
    assert_eq!(failure.kind(), Misuse);
    assert!(
        failure.message().contains("replay"),
        "{}",
        failure.message()
    );
}

/// With `INTERLEAVE_REPLAY` set, any check replays. In a process of its own, because a variable is the whole process's.
#[test]
fn the_environment_can_ask_for_a_replay() {
    const CHILD: &str = "INTERLEAVE_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        let report = Explorer::new().explore(lost_update);
        println!("runs: {}", report.runs());
        println!("{}", report.failure().expect("the failure comes back"));
        return;
    }
    let failure = fails(Panic, &[], lost_update);
    let out = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "the_environment_can_ask_for_a_replay",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .env("INTERLEAVE_REPLAY", failure.replay_id())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}");
    assert!(said.contains("runs: 1\n"), "{said}");
    assert!(said.contains(failure.replay_id()), "{said}");
}
