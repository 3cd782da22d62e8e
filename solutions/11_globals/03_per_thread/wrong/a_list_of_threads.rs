//@ title: A list of threads, behind a lock
//@ idea: "A counter for each thread is a table from threads to counters."
//@ test: who_hits_disturbs_nobody
//@ kind: assert
//@ says: Does every `hit` use something that all threads share

use std::sync::Mutex;
use std::thread::{self, ThreadId};

/// Each thread has its number, and all of them have one lock. The list grows with every thread that ever was.
static HITS: Mutex<Vec<(ThreadId, u64)>> = Mutex::new(Vec::new());

pub fn hit() {
    let id = thread::current().id();
    let mut hits = HITS.lock().unwrap();
    match hits.iter_mut().find(|(thread, _)| *thread == id) {
        Some((_, count)) => *count += 1,
        None => hits.push((id, 1)),
    }
}

pub fn own_hits() -> u64 {
    let id = thread::current().id();
    let hits = HITS.lock().unwrap();
    let own = hits.iter().find(|(thread, _)| *thread == id);
    own.map_or(0, |(_, count)| *count)
}

pub fn total_hits() -> u64 {
    HITS.lock().unwrap().iter().map(|(_, count)| count).sum()
}
