//! On several OS threads: the same verdicts, and the same counts where nothing fails.

mod support;

use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Relaxed, SeqCst};
use interleave::sync::{Arc, Condvar, Mutex, mpsc};
use interleave::{Explorer, FailureKind, thread};
use support::{fails_by, verified_by};

fn add(threads: u32) -> impl Fn() + Send + Sync + 'static {
    move || {
        let count = Arc::new(AtomicU32::new(0));
        let all: Vec<_> = (0..threads)
            .map(|_| {
                let count = Arc::clone(&count);
                thread::spawn(move || {
                    count.fetch_add(1, Relaxed);
                    count.fetch_add(1, SeqCst);
                })
            })
            .collect();
        all.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(count.load(Relaxed), 2 * threads);
    }
}

fn store_buffers() {
    let flags = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let theirs = Arc::clone(&flags);
    let other = thread::spawn(move || {
        theirs[1].store(1, Relaxed);
        theirs[0].load(Relaxed)
    });
    flags[0].store(1, Relaxed);
    flags[1].load(Relaxed);
    other.join().unwrap();
}

fn a_queue() {
    let queue = Arc::new((Mutex::new(vec![]), Condvar::new()));
    let producers: Vec<_> = (0..2)
        .map(|n| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                queue.0.lock().unwrap().push(n);
                queue.1.notify_one();
            })
        })
        .collect();
    for _ in 0..2 {
        let waits = queue
            .1
            .wait_while(queue.0.lock().unwrap(), |queue| queue.is_empty());
        waits.unwrap().pop().unwrap();
    }
    producers
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
}

fn messages() {
    let (to, from) = mpsc::sync_channel(1);
    let senders: Vec<_> = (0..2)
        .map(|n| {
            let to = to.clone();
            thread::spawn(move || to.send(n).unwrap())
        })
        .collect();
    drop(to);
    assert_eq!(from.iter().sum::<i32>(), 1);
    senders
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
}

fn lost_update() {
    let count = Arc::new(AtomicU32::new(0));
    let all: Vec<_> = (0..3)
        .map(|_| {
            let count = Arc::clone(&count);
            thread::spawn(move || count.store(count.load(SeqCst) + 1, SeqCst))
        })
        .collect();
    all.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(count.load(SeqCst), 3, "an update was lost");
}

#[test]
fn the_counts_are_the_same() {
    let same = |body: fn()| {
        let one = verified_by(&Explorer::new(), body);
        for threads in [2, 4] {
            let several = verified_by(&Explorer::new().threads(threads), body);
            let counts = |r: &interleave::Report| (r.executions(), r.blocked(), r.runs());
            assert_eq!(counts(&several), counts(&one), "{threads} threads");
        }
    };
    same(|| add(3)());
    same(store_buffers);
    same(a_queue);
    same(messages);
}

#[test]
fn a_failure_is_found_by_several_too() {
    for threads in [1, 2, 4] {
        let explorer = Explorer::new().threads(threads);
        fails_by(
            &explorer,
            FailureKind::Panic,
            &["an update was lost"],
            lost_update,
        );
    }
}

/// As many executions as are allowed, and not one more: nothing was left out.
#[test]
fn a_limit_that_is_just_met_is_not_hit() {
    let all = verified_by(&Explorer::new(), add(3)).runs();
    for threads in [1, 2, 4] {
        let explorer = Explorer::new().threads(threads).max_executions(all);
        verified_by(&explorer, add(3));
        let too_few = explorer.max_executions(all - 1).explore(add(3));
        assert_eq!(
            too_few.verdict(),
            interleave::Verdict::Bounded {
                limit: format!("max_executions({})", all - 1)
            },
            "{threads} threads"
        );
    }
}
