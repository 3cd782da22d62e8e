//@ title: Forks by hand, down to a few hundred elements

use rayon::join;

/// So many elements are not worth a fork.
const ENOUGH: usize = 256;

/// The sum of `f(number)` over all `numbers`.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    fn sum(numbers: &[u64], f: &(impl Fn(u64) -> u64 + Sync)) -> u64 {
        if numbers.len() <= ENOUGH {
            return numbers.iter().map(|&number| f(number)).sum();
        }
        let (left, right) = numbers.split_at(numbers.len() / 2);
        let (left, right) = join(|| sum(left, f), || sum(right, f));
        left + right
    }
    sum(numbers, &f)
}

/// Puts `f(left[i], right[i])` into `out[i]`, for every `i`.
///
/// # Panics
/// When the three slices are not equally long.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    fn halves<F>(left: &[u64], right: &[u64], out: &mut [u64], f: &F)
    where
        F: Fn(u64, u64) -> u64 + Sync,
    {
        if out.len() <= ENOUGH {
            for i in 0..out.len() {
                out[i] = f(left[i], right[i]);
            }
            return;
        }
        let middle = out.len() / 2;
        let (left, more_left) = left.split_at(middle);
        let (right, more_right) = right.split_at(middle);
        let (out, more_out) = out.split_at_mut(middle);
        join(
            || halves(left, right, out, f),
            || halves(more_left, more_right, more_out, f),
        );
    }
    // Compared once, here: the halves of equally long slices are equally long.
    assert_eq!(left.len(), right.len(), "left and right differ in length");
    assert_eq!(left.len(), out.len(), "out has another length");
    halves(left, right, out, &f);
}
