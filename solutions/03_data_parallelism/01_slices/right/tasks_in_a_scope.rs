//@ title: A task for each piece, spawned in a scope, and one atomic total

use std::sync::atomic::{AtomicU64, Ordering};

/// So long that every worker gets several pieces. At least 1, for `chunks` wants no less.
fn piece(len: usize) -> usize {
    len.div_ceil(4 * rayon::current_num_threads()).max(1)
}

/// The sum of `f(number)` over all `numbers`.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let total = AtomicU64::new(0);
    let (total_so_far, f) = (&total, &f);
    rayon::scope(|scope| {
        for numbers in numbers.chunks(piece(numbers.len())) {
            scope.spawn(move |_| {
                let sum = numbers.iter().map(|&number| f(number)).sum();
                // Once for each piece, so nobody queues up here.
                // ORDERING: Relaxed, the total orders nothing. The end of the scope is what makes
                // every addition visible below.
                total_so_far.fetch_add(sum, Ordering::Relaxed);
            });
        }
    });
    total.into_inner()
}

/// Puts `f(left[i], right[i])` into `out[i]`, for every `i`.
///
/// # Panics
/// When the three slices are not equally long.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    let len = out.len();
    if [left.len(), right.len()] != [len; 2] {
        panic!("the slices are not equally long");
    }
    let (piece, f) = (piece(len), &f);
    rayon::in_place_scope(|scope| {
        let inputs = left.chunks(piece).zip(right.chunks(piece));
        for (out, (left, right)) in out.chunks_mut(piece).zip(inputs) {
            scope.spawn(move |_| {
                for (out, (&a, &b)) in out.iter_mut().zip(left.iter().zip(right)) {
                    *out = f(a, b);
                }
            });
        }
    });
}
