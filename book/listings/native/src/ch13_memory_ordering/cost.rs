//! What an access costs with each ordering, on this machine.
//!
//! `cargo run --release -p listings-native -- 13` prints the table; `cost.txt` is what it printed on the machine that is named there.

use crate::ch06_crossbeam::padded::{self, Padded};
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering, Ordering::*, fence};
use std::time::{Instant, SystemTime};

/// So often in a row is an access timed.
const ROW: u32 = 10_000;
/// The best of so many rows counts: the others were disturbed.
const ROWS: u32 = 400;

// ANCHOR: each
/// Nanoseconds for each time: the best of many rows of many times.
pub fn each(mut access: impl FnMut()) -> f64 {
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
    let Padded([mine, other]) = &Padded(Default::default());
    for (what, counters) in [
        ("each on its own", [&**mine, &**other]),
        ("both on one atomic", [&**mine, &**mine]),
    ] {
        let _ = match padded::nanoseconds(counters) {
            Some(time) => {
                writeln!(text, "{what:22} {time:11.2} {:20.1}", time / one)
            }
            None => writeln!(text, "{what:22} (never at the same time)"),
        };
    }
    let _ = writeln!(text, "\n{}", machine_and_date());
    text
}

/// The processor, as far as it can be told, and the day.
pub fn machine_and_date() -> String {
    let arch = std::env::consts::ARCH;
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = known
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let (_, name) = name.unwrap_or(("", "an unknown processor"));
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    let date = now.split('T').next().unwrap_or_default();
    format!("{name} ({arch}, {}), {date}", std::env::consts::OS)
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
