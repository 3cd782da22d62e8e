//! What `Tally` and `count_hits` must do. Nothing here is timed.
//!
//! The layout is seen in the addresses. That each thread has a counter of its own is seen by an
//! `is_hit` that stops all threads at the same place, and that lets each thread have another number of
//! hits. A meeting to which nobody else comes is given up when [`patience`] is at an end, and reported.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

use crossbeam::utils::CachePadded;
use native_checks::patience;

use crate::subject::{Tally, count_hits};

const WORKERS: usize = 4;

/// A place where all workers meet once.
struct Meeting {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    arrived: usize,
    /// How many there were when the first of them gave up. After that, nobody waits any more.
    given_up: Option<usize>,
}

impl Meeting {
    fn new() -> Self {
        Meeting {
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Waits until all have come. The last one calls `all_here` before anybody goes on.
    fn meet(&self, all_here: impl FnOnce()) {
        let mut state = self.state.lock().unwrap();
        state.arrived += 1;
        if state.given_up.is_some() {
            return;
        }
        if state.arrived == WORKERS {
            all_here();
            self.changed.notify_all();
            return;
        }
        let mut state = patience::wait_while(&self.changed, state, |state| {
            state.arrived < WORKERS && state.given_up.is_none()
        });
        if state.arrived < WORKERS {
            let arrived = state.arrived;
            state.given_up.get_or_insert(arrived);
            self.changed.notify_all();
        }
    }

    #[track_caller]
    fn must_have_taken_place(&self) {
        let state = self.state.lock().unwrap();
        let arrived = state.given_up.unwrap_or(state.arrived);
        assert!(
            arrived >= WORKERS,
            "with {WORKERS} workers and plenty of items, {WORKERS} threads must look at items at the \
             same time. Only {arrived} did: the others were not there, or waited for their turn"
        );
    }
}

#[test]
fn no_two_counters_share_a_cache_line() {
    let apart = size_of::<CachePadded<AtomicU64>>();
    for workers in [2, 3, 8, 33] {
        let tally = Tally::new(workers);
        assert_eq!(
            tally.workers(),
            workers,
            "`Tally::new({workers})` is for so many workers"
        );
        let mut places: Vec<(usize, usize)> = (0..workers)
            .map(|worker| (std::ptr::from_ref(tally.counter(worker)).addr(), worker))
            .collect();
        places.sort_unstable();
        for pair in places.windows(2) {
            let [(low, one), (high, other)] = pair else {
                unreachable!("windows of two")
            };
            let distance = high - low;
            assert!(
                distance >= apart,
                "in a tally for {workers}, the counter of worker {one} is at {low:#x} and that of worker \
                 {other} at {high:#x}: {distance} bytes apart. They must be {apart} apart, or both are \
                 fetched together, and whoever writes one takes the other away"
            );
        }
    }
}

#[test]
fn counters_start_at_zero_and_are_added_up() {
    let tally = Tally::new(3);
    assert_eq!(tally.total(), 0, "a new tally");
    for worker in 0..3 {
        tally
            .counter(worker)
            .store(10_u64.pow(worker as u32), Ordering::Relaxed);
    }
    assert_eq!(tally.total(), 111, "counters at 1, 10 and 100");
}

#[test]
fn each_worker_has_a_counter_of_its_own() {
    let tally = Tally::new(WORKERS);
    let items = vec![(); WORKERS * 2000];
    let meeting = Meeting::new();
    // For each thread: how many hits it may have, how many it had.
    let threads: Mutex<HashMap<ThreadId, (u64, u64)>> = Mutex::new(HashMap::new());
    count_hits(&tally, &items, |()| {
        let me = thread::current().id();
        let (number, first) = {
            let mut threads = threads.lock().unwrap();
            let number = threads.len() as u32;
            let first = !threads.contains_key(&me);
            threads.entry(me).or_insert((10_u64.pow(number.min(3)), 0));
            (number, first)
        };
        if first && (number as usize) < WORKERS {
            meeting.meet(|| ());
        }
        let mut threads = threads.lock().unwrap();
        let (may, had) = threads.get_mut(&me).expect("was put there");
        let hit = *had < *may;
        *had += u64::from(hit);
        hit
    });
    meeting.must_have_taken_place();
    let threads = threads.into_inner().unwrap();
    assert!(
        threads.len() == WORKERS,
        "{WORKERS} workers are {WORKERS} threads; `is_hit` was called on {}",
        threads.len()
    );
    let mut found: Vec<u64> = threads.into_values().map(|(_, had)| had).collect();
    let mut counted: Vec<u64> = (0..WORKERS)
        .map(|worker| tally.counter(worker).load(Ordering::Relaxed))
        .collect();
    found.sort_unstable();
    counted.sort_unstable();
    assert_eq!(
        counted, found,
        "the counters (left) must hold what the {WORKERS} threads found (right, both sorted): does each thread \
         count on one counter, and no two on the same?"
    );
}

#[test]
fn a_hit_is_counted_before_the_next_item() {
    let tally = Tally::new(WORKERS);
    let items = vec![(); WORKERS * 100];
    let meeting = Meeting::new();
    let calls: Mutex<HashMap<ThreadId, u32>> = Mutex::new(HashMap::new());
    let total = AtomicU64::new(u64::MAX);
    count_hits(&tally, &items, |()| {
        let call = {
            let mut calls = calls.lock().unwrap();
            let call = calls.entry(thread::current().id()).or_insert(0);
            *call += 1;
            *call
        };
        if call == 3 {
            meeting.meet(|| total.store(tally.total(), Ordering::Relaxed));
        }
        true
    });
    meeting.must_have_taken_place();
    assert_eq!(
        total.into_inner(),
        2 * WORKERS as u64,
        "all {WORKERS} workers have had two hits, and look at their third item: this is the total at that \
         moment. Are hits added up elsewhere, and put into the tally only at the end?"
    );
    assert_eq!(
        tally.total(),
        items.len() as u64,
        "the total at the end: every item is a hit"
    );
}

#[test]
fn every_item_is_looked_at_once_and_no_hit_is_lost() {
    for workers in [1, 2, 4] {
        for length in [0, 1, 3, 4, 5, 10_007] {
            let tally = Tally::new(workers);
            let items: Vec<usize> = (0..length).collect();
            let looks: Vec<AtomicUsize> = items.iter().map(|_| AtomicUsize::new(0)).collect();
            for call in 1..=2 {
                count_hits(&tally, &items, |&item| {
                    looks[item].fetch_add(1, Ordering::Relaxed);
                    item % 3 == 0
                });
                let not_once = looks
                    .iter()
                    .position(|looks| looks.load(Ordering::Relaxed) != call);
                assert_eq!(
                    not_once, None,
                    "{length} items, {workers} workers: the first item that was not looked at exactly \
                     once in call {call}"
                );
                assert_eq!(
                    tally.total(),
                    (call * length.div_ceil(3)) as u64,
                    "every third of {length} items is a hit, {workers} workers: the total after call {call}. \
                     Two calls add up"
                );
            }
        }
    }
}
