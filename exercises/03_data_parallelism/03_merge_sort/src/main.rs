// Sorts numbers with several cut-offs, shows how far it is, and how long each took.
//
// `cargo run -p merge_sort --release -- 5000000` sorts five million of them.

use std::cell::Cell;
use std::env;
use std::time::Instant;

use indicatif::ProgressBar;
use merge_sort::merge_sort;

/// A worker tells the bar after so many comparisons, and counts by itself until then. If it told
/// each of them, all workers would meet at the bar all the time.
const SOME: u64 = 1 << 16;

thread_local! {
    static COMPARED: Cell<u64> = const { Cell::new(0) };
}

fn main() {
    let count: usize = env::args().nth(1).map_or(3_000_000, |count| {
        count.parse().expect("how many numbers are to be sorted?")
    });
    let mut state = 2026_u64;
    let numbers: Vec<u64> = (0..count)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 20
        })
        .collect();
    let workers = rayon::current_num_threads();
    println!("{count} numbers, {workers} workers");
    // The last one is no shorter than the list: nothing is forked.
    for cut_off in [1, 100, 10_000, 1_000_000, count] {
        let mut sorted = numbers.clone();
        // Each level of the recursion compares each number about once.
        let bar = ProgressBar::new(count as u64 * u64::from(count.max(2).ilog2()));
        let start = Instant::now();
        merge_sort(&mut sorted, cut_off, |a, b| {
            COMPARED.set(COMPARED.get() + 1);
            if COMPARED.get() == SOME {
                COMPARED.set(0);
                bar.inc(SOME);
            }
            a.cmp(b)
        });
        bar.finish_and_clear();
        assert!(sorted.is_sorted(), "the numbers are not in order");
        println!("  cut-off {cut_off:>9}: {:.2?}", start.elapsed());
    }
}
