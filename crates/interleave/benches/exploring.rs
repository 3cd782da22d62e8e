//! How fast executions are explored, beside loom 0.7 and shuttle 0.9: `cargo bench -p interleave` (`just bench`).
//!
//! All in one run, in seconds of processor time (so that a busy machine matters less), the checkers one after another. What counts
//! are the ratios. loom explores the first program only when asked to (`-- --loom`): it takes minutes.

use cpu_time::ProcessTime;
use interleave::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use interleave::{Report, explore, thread};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// `threads` threads that each add one to the same atomic `each` times, for any checker: in an `Arc` of its own, as its users write it.
macro_rules! add {
    ($checker:ident, $threads:expr, $each:expr) => {
        move || {
            let count = $checker::sync::Arc::new($checker::sync::atomic::AtomicU32::new(0));
            let all: Vec<_> = (0..$threads)
                .map(|_| {
                    let count = $checker::sync::Arc::clone(&count);
                    $checker::thread::spawn(move || {
                        for _ in 0..$each {
                            count.fetch_add(1, Relaxed);
                        }
                    })
                })
                .collect();
            for thread in all {
                thread.join().unwrap();
            }
        }
    };
}

fn main() {
    let loom_too = std::env::args().any(|arg| arg == "--loom");
    println!("3 threads, 3 fetch_add each, on one atomic");
    let (report, ours) = repeated(|| explore(add!(interleave, 3, 3)));
    println!(
        "  interleave  {:>9} executions in {:>8} runs, {:>10.3} ms",
        report.executions(),
        report.runs(),
        millis(ours)
    );
    let (executions, theirs) = shuttle_adds();
    compare("shuttle", executions, theirs, report.executions(), ours);
    if loom_too {
        let (executions, theirs) = loom_adds();
        compare("loom", executions, theirs, report.executions(), ours);
    } else {
        println!("  loom        not run: `-- --loom` runs it, for some minutes");
    }

    println!("\nprograms with locks, channels and condition variables");
    for (name, explored) in [
        ("a lock, 3 threads, 2 times each", lock as fn() -> Report),
        ("a channel, 2 senders, 2 messages each", channel),
        ("a condition variable, 2 producers, 1 consumer", condvar),
        ("a read-write lock, 2 readers, 2 writers", rwlock),
    ] {
        let (report, spent) = timed(explored);
        println!(
            "  {name:46} {:>6} complete, {:>6} blocked, {:>8.3} ms",
            report.executions(),
            report.blocked(),
            millis(spent)
        );
    }

    println!("\nmemory");
    let before = peak_kib();
    let (report, spent) = timed(|| explore(add!(interleave, 2, 12)));
    print!(
        "  2 threads, 12 fetch_add each: {} executions in {:.1} s; ",
        report.executions(),
        spent.as_secs_f64()
    );
    match (before, peak_kib()) {
        (Some(before), Some(after)) => println!(
            "the process held {} MiB at most, {} MiB before",
            after / 1024,
            before / 1024
        ),
        _ => println!("the memory was not measured on this system"),
    }
}

fn compare(name: &str, executions: u64, theirs: Duration, our_executions: u64, ours: Duration) {
    let speed = |n: u64, spent: Duration| n as f64 / spent.as_secs_f64();
    println!(
        "  {name:11} {executions:>9} executions, {:>28.3} ms: {:.0} times as long; {:.2} of our executions a second",
        millis(theirs),
        theirs.as_secs_f64() / ours.as_secs_f64(),
        speed(executions, theirs) / speed(our_executions, ours),
    );
}

fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let start = ProcessTime::now();
    let value = f();
    (value, start.elapsed())
}

/// The median of eleven.
fn repeated<T>(f: impl Fn() -> T) -> (T, Duration) {
    let mut all: Vec<_> = (0..11).map(|_| timed(&f)).collect();
    all.sort_by_key(|(_, spent)| *spent);
    all.swap_remove(5)
}

fn millis(spent: Duration) -> f64 {
    spent.as_secs_f64() * 1e3
}

static RUNS: AtomicU64 = AtomicU64::new(0);

fn counted(body: impl Fn() + Send + Sync + 'static) -> impl Fn() + Send + Sync + 'static {
    RUNS.store(0, Ordering::Relaxed);
    move || {
        RUNS.fetch_add(1, Ordering::Relaxed);
        body();
    }
}

fn shuttle_adds() -> (u64, Duration) {
    let ((), spent) = timed(|| shuttle::check_dfs(counted(add!(shuttle, 3, 3)), None));
    (RUNS.load(Ordering::Relaxed), spent)
}

fn loom_adds() -> (u64, Duration) {
    let ((), spent) = timed(|| loom::model(counted(add!(loom, 3, 3))));
    (RUNS.load(Ordering::Relaxed), spent)
}

/// Runs `work` on a value from several threads, and joins them.
fn together<T: Send + Sync + 'static>(value: T, work: impl IntoIterator<Item = fn(&T)>) {
    let value = Arc::new(value);
    let all: Vec<_> = work
        .into_iter()
        .map(|work| {
            let value = Arc::clone(&value);
            thread::spawn(move || work(&value))
        })
        .collect();
    for thread in all {
        thread.join().unwrap();
    }
}

fn lock() -> Report {
    let twice = |count: &Mutex<u32>| (0..2).for_each(|_| *count.lock().unwrap() += 1);
    explore(move || together(Mutex::new(0), [twice as fn(&Mutex<u32>); 3]))
}

fn channel() -> Report {
    explore(|| {
        let (sender, receiver) = mpsc::channel();
        let senders = [sender.clone(), sender]
            .map(|sender| thread::spawn(move || (0..2).for_each(|n| sender.send(n).unwrap())));
        assert_eq!(receiver.iter().sum::<u32>(), 2);
        for thread in senders {
            thread.join().unwrap();
        }
    })
}

fn condvar() -> Report {
    type Queue = (Mutex<u32>, Condvar);
    fn produce((items, more): &Queue) {
        *items.lock().unwrap() += 1;
        more.notify_one();
    }
    fn consume((items, more): &Queue) {
        for _ in 0..2 {
            let mut items = more
                .wait_while(items.lock().unwrap(), |items| *items == 0)
                .unwrap();
            *items -= 1;
        }
    }
    explore(|| {
        let work: [fn(&Queue); 3] = [produce, produce, consume];
        together((Mutex::new(0), Condvar::new()), work)
    })
}

fn rwlock() -> Report {
    fn read(value: &RwLock<u32>) {
        assert!(*value.read().unwrap() <= 2);
    }
    fn write(value: &RwLock<u32>) {
        *value.write().unwrap() += 1;
    }
    explore(|| {
        let work: [fn(&RwLock<u32>); 4] = [read, read, write, write];
        together(RwLock::new(0), work)
    })
}

/// The most memory that the process has held so far, where the system says it.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
