//! What `Cache` must do, in every execution.

use crate::subject::Cache;
use std as interleave;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use interleave::{Explorer, FailureKind};

/// The most steps of one execution. A solution that waits in locks has far fewer; one that asks again and again has no last one.
const STEPS: usize = 150;

/// Explores, within these bounds.
fn bounded() -> Explorer {
    Explorer::new().max_steps(STEPS)
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer(meaning: &str) -> Explorer {
    bounded().on(FailureKind::Deadlock, meaning).on(
        FailureKind::Livelock,
        "A thread asks again and again whether the value is there. Let it wait instead.",
    )
}

/// What a deadlock means in most of the tests.
const LOCKED_TWICE: &str = "Nothing in this test waits but `join` and your own code. Does a \
                            thread that holds a lock ask for it again? A read guard that is still \
                            there keeps `write` waiting for ever.";

#[test]
fn a_value_is_computed_when_it_is_first_asked_for() {
    explorer(LOCKED_TWICE).check(|| {
        let cache = Cache::new();
        let computed = AtomicU32::new(0);
        let compute = |value: u32| {
            computed.fetch_add(1, Ordering::Relaxed);
            value
        };
        assert_eq!(
            cache.get_or_compute("tea", || compute(3)),
            3,
            "it was computed"
        );
        assert_eq!(
            cache.get_or_compute("tea", || compute(4)),
            3,
            "the second who asks gets what was computed for the first"
        );
        assert_eq!(
            cache.get_or_compute("milk", || compute(5)),
            5,
            "another key"
        );
        assert_eq!(cache.get_or_compute("tea", || compute(6)), 3, "still there");
        assert_eq!(
            computed.into_inner(),
            2,
            "two keys were asked for; how often something was computed"
        );
    });
}

#[test]
fn two_who_ask_for_the_same_key_compute_once() {
    explorer(LOCKED_TWICE).check(|| {
        let cache = Arc::new(Cache::new());
        let computed = Arc::new(AtomicU32::new(0));
        let ask = {
            let (cache, computed) = (Arc::clone(&cache), Arc::clone(&computed));
            move |value: u32| {
                cache.get_or_compute("tea", || {
                    computed.fetch_add(1, Ordering::Relaxed);
                    value
                })
            }
        };
        let other = {
            let ask = ask.clone();
            thread::spawn(move || ask(1))
        };
        let mine = ask(2);
        let theirs = other.join().unwrap();
        assert_eq!(
            computed.load(Ordering::Relaxed),
            1,
            "two threads asked for the same key at the same time; how often its value was \
             computed. What was missing when a thread looked may be there, or be under way, when \
             it begins to compute"
        );
        assert_eq!(mine, theirs, "both get the same value");
    });
}

#[test]
fn all_who_wait_get_the_value() {
    let explorer = explorer(
        "In this test two threads wait for a value while a third one computes it. It is done, and \
         one of the two is never told: all who wait for a value can go on when it is there, and \
         `notify_one` wakes one of them.",
    );
    explorer.check(|| {
        let cache = Arc::new(Cache::new());
        let mut others = Vec::new();
        let mine = cache.get_or_compute("tea", || {
            // Its computation is under way when they ask.
            for _ in 0..2 {
                let cache = Arc::clone(&cache);
                others.push(thread::spawn(move || cache.get_or_compute("tea", || 4)));
            }
            3
        });
        assert_eq!(mine, 3, "it was computed");
        for other in others {
            assert_eq!(
                other.join().unwrap(),
                3,
                "somebody asked for a value that was being computed, and gets that value"
            );
        }
    });
}

#[test]
fn different_keys_are_computed_at_the_same_time() {
    let explorer = explorer(
        "In this test the values of two keys are done only when both are being computed, and one \
         of them never begins. Is `compute` called with the map locked? (A read lock, too, keeps \
         out whoever wants to write.)",
    );
    explorer.check(|| {
        let cache = Arc::new(Cache::new());
        let both = Arc::new(Barrier::new(2));
        let other = {
            let (cache, both) = (Arc::clone(&cache), Arc::clone(&both));
            thread::spawn(move || {
                cache.get_or_compute("tea", || {
                    both.wait();
                    3
                })
            })
        };
        let mine = cache.get_or_compute("milk", || {
            both.wait();
            5
        });
        assert_eq!(
            (mine, other.join().unwrap()),
            (5, 3),
            "each key has its own value"
        );
    });
}

#[test]
fn what_is_there_can_be_had_while_something_is_computed() {
    let explorer = explorer(
        "In this test a value is done only when another one, which is there, has been had. Whoever \
         wants that one waits for the computation: is `compute` called with the map locked?",
    );
    explorer.check(|| {
        let cache = Arc::new(Cache::new());
        cache.get_or_compute("tea", || 3);
        let computing = Arc::new(Barrier::new(2));
        let had = Arc::new(Barrier::new(2));
        let other = {
            let cache = Arc::clone(&cache);
            let (computing, had) = (Arc::clone(&computing), Arc::clone(&had));
            thread::spawn(move || {
                cache.get_or_compute("milk", || {
                    computing.wait();
                    had.wait();
                    5
                })
            })
        };
        computing.wait();
        let tea = cache.get_or_compute("tea", || 4);
        had.wait();
        assert_eq!(
            (tea, other.join().unwrap()),
            (3, 5),
            "each key has its own value"
        );
    });
}

/// A value whose clones are made by two threads at the same time, or not at all.
struct Together(Option<Arc<Barrier>>);

impl Clone for Together {
    fn clone(&self) -> Self {
        if let Some(both) = &self.0 {
            both.wait();
        }
        // A clone is handed out. Nobody has to wait for anybody to clone it again.
        Together(None)
    }
}

/// A value that only the second of all clones, and those after it, are like [`Together`].
struct AfterTheFirst {
    clones: Arc<AtomicU32>,
    value: Together,
}

impl Clone for AfterTheFirst {
    fn clone(&self) -> Self {
        let is_first = self.clones.fetch_add(1, Ordering::SeqCst) == 0;
        AfterTheFirst {
            clones: Arc::clone(&self.clones),
            value: if is_first {
                Together(None)
            } else {
                self.value.clone()
            },
        }
    }
}

#[test]
fn readers_do_not_keep_each_other_waiting() {
    let explorer = explorer(
        "In this test two threads get a value that is there, and neither is done cloning it \
         before the other has begun. One was kept out: is the value cloned with a lock held that \
         lets in one at a time?",
    );
    explorer.check(|| {
        let cache = Arc::new(Cache::new());
        let both = Arc::new(Barrier::new(2));
        // The one that computes it gets it, too; the readers come after that.
        cache.get_or_compute("tea", || AfterTheFirst {
            clones: Arc::default(),
            value: Together(Some(both)),
        });
        let other = {
            let cache = Arc::clone(&cache);
            thread::spawn(move || {
                cache.get_or_compute("tea", || unreachable!("it is there"));
            })
        };
        cache.get_or_compute("tea", || unreachable!("it is there"));
        other.join().unwrap();
    });
}

#[test]
fn a_computation_may_ask_for_another_key() {
    let explorer = explorer(
        "In this test `compute` asks the cache for another key, on the same thread. It waits for a \
         lock that this thread holds: is `compute` called with the map locked?",
    );
    explorer.check(|| {
        let cache = Cache::new();
        let both = cache.get_or_compute("tea with milk", || {
            cache.get_or_compute("tea", || 3) + cache.get_or_compute("milk", || 5)
        });
        assert_eq!(both, 8, "3 and 5");
        assert_eq!(cache.get_or_compute("milk", || 0), 5, "it is there");
    });
}

#[test]
fn who_waits_is_asleep() {
    // A value is computed and is never done. Whoever waits for it asleep can then never go on, which is a deadlock. Who keeps
    // asking does go on, in circles.
    let report = bounded().explore(|| {
        let cache = Arc::new(Cache::new());
        let asks = Arc::clone(&cache);
        cache.get_or_compute("tea", || {
            thread::spawn(move || asks.get_or_compute("tea", || 4));
            let (_kept, never) = mpsc::channel::<()>();
            let _ = never.recv();
            3
        });
    });
    let kind = report.failure().map(|failure| failure.kind());
    assert_eq!(
        kind,
        Some(FailureKind::Deadlock),
        "a value is computed and is never done, so another thread that asks for it must wait, asleep (a deadlock here). It did not \
         sleep, or did not wait: a thread that asks again and again, or that lets itself be woken by a time-out to ask, uses a \
         processor for nothing"
    );
}
