//! A thread that can be asked to stop.

// ANCHOR: program
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// Searches page by page, until it is asked to stop. Returns how many pages it
/// has searched.
fn search(pages: usize, stop: &AtomicBool) -> usize {
    for page in 0..pages {
        if stop.load(Relaxed) {
            return page;
        }
        // ... search this page ...
    }
    pages
}

/// Starts a search of three pages, and stops it at once.
pub fn stopped_search() -> usize {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let searched = scope.spawn(|| search(3, &stop));
        stop.store(true, Relaxed);
        searched.join().unwrap()
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stops_after_any_number_of_pages() {
        assert_eq!(interleave::outcomes(stopped_search), [0, 1, 2, 3].into());
    }
}
