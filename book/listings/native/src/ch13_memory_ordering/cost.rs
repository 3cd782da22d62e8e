//! What an access costs with each ordering, on this machine.
//!
//! `cargo run --release -p listings-native -- 13` prints the table; `cost.txt` is what it printed on the machine that is named there.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering, Ordering::*, fence};
use std::thread;
use std::time::Instant;

/// So often in a row is an access timed.
const ROW: u32 = 10_000;
/// The best of so many rows counts: the others were disturbed.
const ROWS: u32 = 400;

// ANCHOR: each
/// Nanoseconds for each time: the best of many rows of many times.
fn each(mut access: impl FnMut()) -> f64 {
    let rows = (0..ROWS).map(|_| {
        let start = Instant::now();
        for _ in 0..ROW {
            access();
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(ROW)
    });
    rows.fold(f64::INFINITY, f64::min)
}
// ANCHOR_END: each

/// The same for two threads that add to one atomic, or each to its own, a cache line apart.
fn both(ordering: Ordering, shared: bool) -> f64 {
    #[derive(Default)]
    #[repr(align(128))]
    struct Line(AtomicU32);
    let lines = [Line::default(), Line::default()];
    let row = |line: &AtomicU32| {
        for _ in 0..10 * ROW {
            black_box(line.fetch_add(1, ordering));
        }
    };
    let rows = (0..40).map(|_| {
        let start = Instant::now();
        thread::scope(|scope| {
            scope.spawn(|| row(&lines[0].0));
            scope.spawn(|| row(&lines[usize::from(!shared)].0));
        });
        start.elapsed().as_secs_f64() * 1e9 / f64::from(10 * ROW)
    });
    rows.fold(f64::INFINITY, f64::min)
}

/// The table.
pub fn report() -> String {
    let x = AtomicU32::new(0);
    let x = black_box(&x);
    let rows: [(&str, Vec<(Ordering, f64)>); 4] = [
        (
            "load",
            timed([Relaxed, Acquire, SeqCst], |ordering| {
                each(|| _ = black_box(x.load(ordering)))
            }),
        ),
        (
            "store",
            timed([Relaxed, Release, SeqCst], |ordering| {
                each(|| x.store(1, ordering))
            }),
        ),
        (
            "fetch_add",
            timed([Relaxed, AcqRel, SeqCst], |ordering| {
                each(|| _ = black_box(x.fetch_add(1, ordering)))
            }),
        ),
        (
            "store + fence",
            timed([Acquire, Release, SeqCst], |ordering| {
                each(|| {
                    x.store(1, Relaxed);
                    fence(ordering);
                })
            }),
        ),
    ];
    let one = rows[1].1[0].1;
    let mut text = String::from(
        "one thread             nanoseconds    Relaxed store = 1\n",
    );
    for (name, times) in rows {
        for (ordering, time) in times {
            let what = format!("{name}({ordering:?})");
            let _ = writeln!(text, "{what:22} {time:11.2} {:20.1}", time / one);
        }
    }
    let _ = writeln!(text, "\ntwo threads, fetch_add(Relaxed)");
    for (what, shared) in
        [("each on its own", false), ("both on one atomic", true)]
    {
        let time = both(Relaxed, shared);
        let _ = writeln!(text, "{what:22} {time:11.2} {:20.1}", time / one);
    }
    let _ = writeln!(text, "\n{}", machine());
    text
}

/// The processor, as far as it can be told.
fn machine() -> String {
    let arch = std::env::consts::ARCH;
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = known
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let (_, name) = name.unwrap_or(("", "an unknown processor"));
    format!("{name} ({arch}, {})", std::env::consts::OS)
}

/// Each ordering with its time. It is known where the access is compiled, so that there is no choice left to be timed.
fn timed(
    orderings: [Ordering; 3],
    time: impl Fn(Ordering) -> f64,
) -> Vec<(Ordering, f64)> {
    orderings.map(|ordering| (ordering, time(ordering))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_has_every_access_and_the_machine() {
        let kept = include_str!("cost.txt");
        let shape = |text: &str| -> Vec<String> {
            (text.lines())
                .filter_map(|line| line.split_whitespace().next())
                .map(str::to_owned)
                .collect()
        };
        let mut fresh = shape(&report());
        let mut known = shape(kept);
        // The last line names the machine, which may be another one.
        fresh.pop();
        known.pop();
        assert_eq!(fresh, known);
    }
}
