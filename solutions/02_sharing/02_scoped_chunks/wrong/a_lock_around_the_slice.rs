//@ title: A lock around the slice
//@ idea: "Where several threads write, there must be a lock."
//@ test: items_of_different_chunks_change_at_the_same_time
//@ kind: deadlock
//@ says: Parts that do not overlap need no lock

use std::sync::Mutex;
use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
}

/// One chunk for each thread, results in order.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(chunk_length(items.len(), workers))
            .map(|chunk| scope.spawn(move || work(chunk)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .collect()
    })
}

/// Each thread takes an item out of the locked iterator, and changes it with the lock held.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let items = Mutex::new(items.iter_mut());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut items = items.lock().unwrap();
                while let Some(item) = items.next() {
                    change(item);
                }
            });
        }
    });
}
