//@ title: One thread does it all
//@ idea: "The result is right, so it does not matter who computes it."
//@ test: every_worker_takes_part_in_the_sum
//@ test: every_worker_takes_part_in_the_combining
//@ kind: assert
//@ says: only 1 of 4 workers

/// A sequential iterator uses one worker, whatever pool it runs in.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    numbers.iter().map(|&number| f(number)).sum()
}

/// The same with two slices.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    assert!(left.len() == right.len() && left.len() == out.len());
    for i in 0..out.len() {
        out[i] = f(left[i], right[i]);
    }
}
