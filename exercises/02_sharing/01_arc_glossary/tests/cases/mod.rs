//! What `explain_all` must do, in every execution.

use crate::subject::{Glossary, explain_all};
use std as interleave;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// An explanation that counts how often one of its kind was cloned.
struct Entry {
    text: &'static str,
    clones: Arc<AtomicUsize>,
    /// As many owners as there are entries, and one more.
    alive: Arc<()>,
}

impl Clone for Entry {
    fn clone(&self) -> Self {
        self.clones.fetch_add(1, Ordering::SeqCst);
        Entry {
            text: self.text,
            clones: Arc::clone(&self.clones),
            alive: Arc::clone(&self.alive),
        }
    }
}

/// What becomes of the entries of one glossary.
#[derive(Default)]
struct Watch {
    clones: Arc<AtomicUsize>,
    alive: Arc<()>,
}

impl Watch {
    /// A glossary of two entries that are watched.
    fn glossary(&self) -> Glossary<Entry> {
        [("kerf", "the width of a saw cut"), ("nib", "a small point")]
            .into_iter()
            .map(|(word, text)| {
                let entry = Entry {
                    text,
                    clones: Arc::clone(&self.clones),
                    alive: Arc::clone(&self.alive),
                };
                (word.to_string(), entry)
            })
            .collect()
    }

    fn clones(&self) -> usize {
        self.clones.load(Ordering::SeqCst)
    }

    fn alive(&self) -> usize {
        Arc::strong_count(&self.alive) - 1
    }
}

fn pages(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits for another thread but `join` and your own locks and \
         channels. Who waits for whom?",
    )
}

#[test]
fn each_page_is_explained_in_its_place() {
    explorer().check(|| {
        let found = explain_all(
            Watch::default().glossary(),
            pages(&["kerf", "plank", "nib"]),
            |glossary, page| glossary.get(page).map(|entry| entry.text),
        );
        assert_eq!(
            found,
            [Some("the width of a saw cut"), None, Some("a small point")],
            "the results for the pages \"kerf\", \"plank\" and \"nib\" must stand in this order, \
             whichever thread is done first; each worker has the whole glossary"
        );
    });
}

#[test]
fn two_pages_may_say_the_same() {
    explorer().check(|| {
        let found = explain_all(
            Watch::default().glossary(),
            pages(&["nib", "nib"]),
            |glossary, page| glossary.get(page).map(|entry| entry.text),
        );
        assert_eq!(
            found,
            [Some("a small point"), Some("a small point")],
            "two pages say \"nib\", and `explain` must be called for each: what a page says does not \
             tell which of the pages it is"
        );
    });
}

#[test]
fn the_glossary_is_not_cloned() {
    explorer().check(|| {
        let watch = Watch::default();
        explain_all(watch.glossary(), pages(&["kerf", "nib"]), |_, _| ());
        let clones = watch.clones();
        assert_eq!(
            clones, 0,
            "a glossary of 2 entries was shared by 2 workers, and {clones} entries were cloned. \
             A worker needs a pointer to the glossary, not a copy of it: what do you clone, the \
             `Arc` or what is in it?"
        );
    });
}

#[test]
fn all_workers_read_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a call of `explain` returns only when all three are in progress, and \
             some never begin. Is a worker joined before the next one is spawned, does one thread \
             make all the calls, or is the glossary behind a lock that lets one reader in at a \
             time? Nobody writes, so nobody has to be kept out.",
        )
        .check(|| {
            let all_reading = Arc::new(Barrier::new(3));
            explain_all(
                Watch::default().glossary(),
                pages(&["kerf", "plank", "nib"]),
                move |_, _| {
                    all_reading.wait();
                },
            );
        });
}

#[test]
fn each_page_has_a_new_thread() {
    for words in [&["kerf"][..], &["kerf", "nib"]] {
        explorer().check(move || {
            let callers = Arc::new(Mutex::new(Vec::new()));
            let seen = Arc::clone(&callers);
            explain_all(Watch::default().glossary(), pages(words), move |_, _| {
                seen.lock().unwrap().push(thread::current().id());
            });
            let callers = callers.lock().unwrap();
            assert_eq!(
                callers.len(),
                words.len(),
                "the pages were {words:?}; `explain` must be called once for each, and all calls must \
                 have returned (left: the calls)"
            );
            let others: HashSet<_> = callers
                .iter()
                .filter(|caller| **caller != thread::current().id())
                .collect();
            assert_eq!(
                others.len(),
                words.len(),
                "the pages were {words:?}, and each is explained on a new thread of its own, also when \
                 there is only one (left: the new threads)"
            );
        });
    }
}

#[test]
fn the_glossary_is_free_again() {
    explorer().check(|| {
        let watch = Watch::default();
        explain_all(watch.glossary(), pages(&["kerf", "nib"]), |_, _| ());
        let alive = watch.alive();
        assert_eq!(
            alive, 0,
            "`explain_all` has returned, and {alive} entries of the glossary are still in memory. \
             Either the glossary was leaked, or a thread that is still running owns a share in it"
        );
    });
}

/// Says so when the thread to which it belongs has ended.
struct AtTheEnd(Arc<AtomicUsize>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn no_thread_is_left_running() {
    explorer().check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&ended);
        explain_all(
            Watch::default().glossary(),
            pages(&["kerf", "nib"]),
            move |_, _| AT_THE_END.set(Some(AtTheEnd(Arc::clone(&count)))),
        );
        let ended = ended.load(Ordering::SeqCst);
        assert_eq!(
            ended, 2,
            "`explain_all` has returned, and {ended} of its two threads have ended. That a result has \
             come does not mean that its thread has ended: `join` does"
        );
    });
}

#[test]
fn no_page_needs_no_glossary() {
    explorer().check(|| {
        let watch = Watch::default();
        let results = explain_all(watch.glossary(), Vec::new(), |_, _| ());
        assert_eq!(results, [], "there were no pages");
        assert_eq!(watch.clones(), 0, "the glossary was cloned for no page");
        assert_eq!(
            watch.alive(),
            0,
            "`explain_all` has returned, and the glossary is still in memory"
        );
    });
}
