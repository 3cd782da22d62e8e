//! Work that is not even: rows of the Mandelbrot set.

use rayon::prelude::*;

/// The width and height of the picture that is measured here.
pub const SIZE: usize = 200;
/// A point is given up as "inside" after so many steps.
const MOST_STEPS: u64 = 1000;

// ANCHOR: row
/// How many steps the picture's row `y` takes: z ← z² + c, until z escapes.
pub fn row_cost(y: usize) -> u64 {
    let at = |pixel: usize| (pixel as f64 + 0.5) / SIZE as f64;
    (0..SIZE)
        .map(|x| {
            let (re, im) = (at(x) * 3.0 - 2.0, at(y) * 2.4 - 1.2);
            let (mut a, mut b, mut steps) = (0.0, 0.0, 0);
            while a * a + b * b <= 4.0 && steps < MOST_STEPS {
                (a, b) = (a * a - b * b + re, 2.0 * a * b + im);
                steps += 1;
            }
            steps
        })
        .sum()
}
// ANCHOR_END: row

// ANCHOR: shares
/// Cuts the picture into equal bands of rows; returns each band's share of the
/// work, in per cent.
pub fn shares(bands: usize) -> Vec<f64> {
    let costs: Vec<u64> = (0..SIZE).into_par_iter().map(row_cost).collect();
    let total: u64 = costs.iter().sum();
    costs
        .chunks(SIZE.div_ceil(bands))
        .map(|band| band.iter().sum::<u64>() as f64 * 100.0 / total as f64)
        .collect()
}
// ANCHOR_END: shares

/// How much faster four workers can be at most, with the picture cut into so
/// many tasks which idle workers take one after the other: all the work,
/// divided by the longest that one worker has.
pub fn best_speed_up(tasks: usize) -> f64 {
    let costs: Vec<u64> = (0..SIZE).map(row_cost).collect();
    let mut workers = [0_u64; 4];
    for task in costs.chunks(SIZE.div_ceil(tasks)) {
        let idle_first =
            workers.iter_mut().min().expect("there are four workers");
        *idle_first += task.iter().sum::<u64>();
    }
    let longest = workers.into_iter().max().expect("there are four workers");
    costs.iter().sum::<u64>() as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that the chapter tells.
    #[test]
    fn the_middle_bands_have_nearly_all_the_work() {
        let per_cent: Vec<String> = shares(4)
            .iter()
            .map(|share| format!("{share:.0}"))
            .collect();
        assert_eq!(per_cent, ["4", "46", "46", "4"]);
        // The whole set is symmetric; what is left is rounding.
        let [upper, lower] = shares(2)[..] else {
            panic!("two bands have two shares")
        };
        assert!((upper - lower).abs() < 0.01, "{upper} {lower}");
    }

    #[test]
    fn more_and_smaller_tasks_keep_four_workers_busy() {
        let speed_ups =
            [4, 20, 200].map(|tasks| format!("{:.1}", best_speed_up(tasks)));
        assert_eq!(speed_ups, ["2.2", "3.8", "4.0"]);
    }
}
