//! Progress on work that takes long.

use indicatif::{ParallelProgressIterator, ProgressBar};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Stands for something that takes long.
fn develop(photo: u64) -> u64 {
    photo * photo
}

// ANCHOR: counter
/// Develops all photos. Any thread may look at `done` meanwhile.
pub fn with_a_counter(photos: &[u64], done: &AtomicUsize) -> Vec<u64> {
    photos
        .par_iter()
        .map(|&photo| {
            let picture = develop(photo);
            done.fetch_add(1, Relaxed);
            picture
        })
        .collect()
}
// ANCHOR_END: counter

// ANCHOR: bar
/// The same with a bar on the terminal.
pub fn with_a_bar(photos: &[u64], bar: &ProgressBar) -> Vec<u64> {
    photos
        .par_iter()
        .progress_with(bar.clone())
        .map(|&photo| develop(photo))
        .collect()
}
// ANCHOR_END: bar

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_end_all_are_done() {
        let photos: Vec<u64> = (0..1000).collect();
        let done = AtomicUsize::new(0);
        let bar = ProgressBar::hidden();
        bar.set_length(1000);
        assert_eq!(with_a_counter(&photos, &done), with_a_bar(&photos, &bar));
        assert_eq!(done.into_inner(), 1000);
        assert_eq!(bar.position(), 1000);
    }
}
