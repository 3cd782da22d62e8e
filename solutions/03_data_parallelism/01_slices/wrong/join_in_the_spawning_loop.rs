//@ title: Threads of one's own, joined inside the spawning loop
//@ idea: "I know threads, so I take one for each part."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: is not a worker of the pool

use std::thread;

use rayon::prelude::*;

/// Starts threads beside the pool, and one after the other at that.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let part = numbers.len().div_ceil(4).max(1);
    let f = &f;
    let mut sum = 0;
    for part in numbers.chunks(part) {
        sum += thread::scope(|scope| {
            scope
                .spawn(move || part.iter().map(|&number| f(number)).sum::<u64>())
                .join()
                .unwrap()
        });
    }
    sum
}

/// Combines as it should.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    assert!(left.len() == right.len() && left.len() == out.len());
    out.par_iter_mut()
        .zip(left)
        .zip(right)
        .for_each(|((out, &a), &b)| *out = f(a, b));
}
