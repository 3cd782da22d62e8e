//! What the chapters measure, on this machine: lost payments, queues in memory, the cost of locks.

use listings_native::ch00_start::luck;
use listings_native::ch03_data_parallelism::uneven;
use listings_native::ch04_channels::memory::{self, Counting};
use listings_native::ch06_crossbeam::{locks, padded};
use listings_native::ch09_rwlock::{cost, starvation};
use listings_native::ch11_globals::cost as counting;
use listings_native::ch12_atomics::cost as adding;
use listings_native::ch13_memory_ordering::cost as orderings;
use std::thread;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The middle one of five.
fn median_of_five(measure: impl Fn() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..5).map(|_| measure()).collect();
    times.sort();
    times[2]
}

fn main() {
    // What these chapters show, alone.
    match std::env::args().nth(1).as_deref() {
        Some("12") => return print!("{}", adding::report()),
        Some("13") => return print!("{}", orderings::report()),
        _ => {}
    }
    println!(
        "This machine can run {} threads at the same time.",
        thread::available_parallelism().map_or(1, usize::from)
    );

    let rounds = 100_000;
    println!(
        "\nchapter 00: of {rounds} rounds of two payments, {} lost one.",
        luck::lost_in(rounds)
    );

    println!(
        "\nchapter 03: shares of four equal bands of the Mandelbrot set, in per cent: {:.0?}",
        uneven::shares(4)
    );
    for tasks in [4, 20, 200] {
        println!(
            "  cut into {tasks:3} tasks, four workers are at most {:.1} times as fast as one",
            uneven::best_speed_up(tasks)
        );
    }

    println!(
        "\nchapter 04: the most bytes at one time, 1,000 frames of 10,000 bytes:"
    );
    println!(
        "  channel()          {:>10}",
        memory::peak(memory::without_bound)
    );
    println!(
        "  sync_channel(10)   {:>10}",
        memory::peak(memory::with_room_for_ten)
    );

    let beside = padded::SideBySide(Default::default());
    let apart = padded::Padded(Default::default());
    let beside = padded::nanoseconds([&beside.0[0], &beside.0[1]]);
    let apart = padded::nanoseconds([&apart.0[0], &apart.0[1]]);
    println!(
        "\nchapter 06: two threads, a counter each; nanoseconds for an addition:"
    );
    match (beside, apart) {
        (Some(beside), Some(apart)) => println!(
            "  side by side {beside:.1}, padded {apart:.1}: {:.1} times as long",
            beside / apart
        ),
        _ => println!("  (they never ran at the same time)"),
    }
    println!("  nanoseconds for each time a mutex is taken:");
    println!("  threads          std  parking_lot");
    for threads in [1, 4] {
        let rounds = 200_000;
        let each =
            |time: Duration| time.as_nanos() / (rounds * threads) as u128;
        let std = each(median_of_five(|| locks::std_mutex(threads, rounds)));
        let other =
            each(median_of_five(|| locks::parking_lot_mutex(threads, rounds)));
        println!("  {threads:>7}   {std:>10}   {other:>10}");
    }

    println!(
        "\nchapters 08 and 09: threads that only read; nanoseconds for each time a lock is taken:"
    );
    println!(
        "  threads   numbers walked with the lock held        Mutex     RwLock"
    );
    for (threads, length, rounds) in [
        (1, 1, 200_000),
        (4, 1, 200_000),
        (4, 100, 50_000),
        (4, 10_000, 2_000),
    ] {
        let each =
            |time: Duration| time.as_nanos() / (rounds * threads) as u128;
        let mutex =
            each(median_of_five(|| cost::mutex(threads, rounds, length)));
        let rwlock =
            each(median_of_five(|| cost::rwlock(threads, rounds, length)));
        println!("  {threads:>7}   {length:>33}   {mutex:>10} {rwlock:>10}");
    }

    let most = 10_000_000;
    println!(
        "\nchapter 09: of {most} readers who relieve each other while a writer wants in, so many came in before one was kept out:"
    );
    for (lock, came_in) in [
        ("std", starvation::std_lock(most)),
        ("parking_lot", starvation::parking_lot_lock(most)),
        ("parking_lot, recursive", starvation::recursive_lock(most)),
    ] {
        println!("  {lock:<22} {came_in:>10}");
    }

    println!("\nchapter 11: to count one, one thread; nanoseconds:");
    let ways: [(&str, fn()); 2] = [
        ("static", counting::for_all),
        ("thread-local", counting::own),
    ];
    for (way, count) in ways {
        show_least(way, |rounds| counting::timed(1, rounds, count));
    }

    println!("\nchapter 12: what a step costs\n{}", adding::report());

    let (runs, rounds) = (100, 100_000);
    let lost: Vec<_> = (0..runs)
        .map(|_| 2 * rounds - adding::add(2, rounds, adding::load_and_store))
        .collect();
    println!(
        "  load and store, two threads: of {runs} runs of {} additions, {} lost some; the worst lost {}",
        2 * rounds,
        lost.iter().filter(|lost| **lost > 0).count(),
        lost.iter().max().expect("there are runs")
    );
    println!(
        "\nchapter 13: what an access costs\n{}",
        orderings::report()
    );
}

/// The least of 25: other programs can only make a run slower.
fn show_least(way: &str, run: impl Fn(u64) -> Duration) {
    let rounds = 100_000;
    let least = (0..25).map(|_| run(rounds)).min().expect("there are runs");
    let each = least.as_secs_f64() * 1e9 / rounds as f64;
    println!("  {way:<18} {each:>6.1}");
}
