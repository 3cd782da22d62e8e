//@ title: `broadcast` calls every worker, and each takes blocks while there are any

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many elements a worker takes at a time.
const BLOCK: usize = 100;

/// The sum of `f(number)` over all `numbers`.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let taken = AtomicUsize::new(0);
    let sums = rayon::broadcast(|_| {
        let mut sum = 0;
        // ORDERING: Relaxed, each block is given out once. The numbers were there before.
        while let Some(rest) = numbers.get(taken.fetch_add(BLOCK, Ordering::Relaxed)..) {
            sum += rest
                .iter()
                .take(BLOCK)
                .map(|&number| f(number))
                .sum::<u64>();
        }
        sum
    });
    sums.into_iter().sum()
}

/// Puts `f(left[i], right[i])` into `out[i]`, for every `i`.
///
/// # Panics
/// When the three slices are not equally long.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    assert!(
        left.len() == out.len() && right.len() == out.len(),
        "{}, {} and {} elements do not fit together",
        left.len(),
        right.len(),
        out.len()
    );
    let inputs = left.chunks(BLOCK).zip(right.chunks(BLOCK));
    let blocks = Mutex::new(out.chunks_mut(BLOCK).zip(inputs));
    // A function of its own: the lock is released when it returns, before `f` is called.
    let next = || blocks.lock().unwrap().next();
    rayon::broadcast(|_| {
        while let Some((out, (left, right))) = next() {
            for ((out, a), b) in out.iter_mut().zip(left).zip(right) {
                *out = f(*a, *b);
            }
        }
    });
}
