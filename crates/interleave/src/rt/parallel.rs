//! The search on several OS threads. TruSt's branches share nothing, so each worker explores graphs of its own and gives away
//! some when another has none.

use super::explore::{Candidate, Config, Found, Search};
use super::graph::Event;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

struct Shared {
    work: Mutex<Work>,
    more: Condvar,
    /// Workers that have nothing to do.
    hungry: AtomicUsize,
    runs: AtomicU64,
    stop: AtomicBool,
}

struct Work {
    stack: Vec<Vec<Event>>,
    /// Workers that are exploring.
    busy: usize,
}

/// Explores the graphs and everything that follows from them.
pub(super) fn all(search: &mut Search, stack: Vec<Vec<Event>>) {
    let workers = search.config.threads;
    let shared = Shared {
        work: Mutex::new(Work {
            stack,
            busy: workers,
        }),
        more: Condvar::new(),
        hungry: AtomicUsize::new(0),
        runs: AtomicU64::new(search.found.runs),
        stop: AtomicBool::new(false),
    };
    let (config, body) = (&search.config, &search.body);
    let results: Vec<(Found, Option<Candidate>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                let (shared, config, body) = (
                    &shared,
                    Config {
                        keep: 0,
                        ..config.clone()
                    },
                    body.clone(),
                );
                scope.spawn(move || {
                    let mut search = Search::new(config, body);
                    work(&mut search, shared);
                    (std::mem::take(&mut search.found), search.best.take())
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|t| t.join().expect("a worker only explores"))
            .collect()
    });
    for (found, best) in results {
        search.found.executions += found.executions;
        search.found.blocked += found.blocked;
        search.found.runs += found.runs;
        search.found.cut_short |= found.cut_short;
        search.found.open_failures += found.open_failures;
        if let Some(limit) = found.limit {
            search.found.limit.get_or_insert(limit);
        }
        if let Some(best) = best {
            search.offer(best);
        }
    }
}

fn work(search: &mut Search, shared: &Shared) {
    let mut mine: Vec<Vec<Event>> = vec![];
    loop {
        let next = mine.pop().or_else(|| shared.take());
        let Some(events) = next else { return };
        if shared.runs.fetch_add(1, Ordering::Relaxed) >= search.config.max_executions {
            search.exhausted();
            shared.halt();
            return;
        }
        let go_on = search.step(events);
        mine.append(&mut search.run.pushed);
        search.found.cut_short |= !go_on;
        if !go_on {
            shared.halt();
            return;
        }
        if shared.hungry.load(Ordering::Relaxed) > 0 && mine.len() > 1 {
            shared.give(&mut mine);
        }
    }
}

impl Shared {
    /// A graph from the common stack; `None` when there is nothing left and nobody who could make more.
    fn take(&self) -> Option<Vec<Event>> {
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.busy -= 1;
        loop {
            if self.stop.load(Ordering::Relaxed) {
                self.more.notify_all();
                return None;
            }
            if let Some(events) = work.stack.pop() {
                work.busy += 1;
                return Some(events);
            }
            if work.busy == 0 {
                self.more.notify_all();
                return None;
            }
            self.hungry.fetch_add(1, Ordering::Relaxed);
            work = self.more.wait(work).unwrap_or_else(PoisonError::into_inner);
            self.hungry.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Half of a worker's graphs, the oldest: the largest parts of its search.
    fn give(&self, mine: &mut Vec<Vec<Event>>) {
        let half = mine.len() / 2;
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.stack.extend(mine.drain(..half));
        self.more.notify_all();
    }

    /// Enough has been seen.
    fn halt(&self) {
        self.stop.store(true, Ordering::Relaxed);
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.busy -= 1;
        self.more.notify_all();
    }
}
