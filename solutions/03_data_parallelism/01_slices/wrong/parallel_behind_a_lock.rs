//@ title: A parallel iterator behind a lock
//@ idea: "The total is shared, so each worker locks it while it works."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: Is a lock held while the operation is called?

use std::sync::Mutex;

use rayon::prelude::*;

/// Four workers, of whom three wait for the lock.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let total = Mutex::new(0);
    numbers.par_iter().for_each(|&number| {
        let mut total = total.lock().unwrap();
        *total += f(number);
    });
    total.into_inner().unwrap()
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
