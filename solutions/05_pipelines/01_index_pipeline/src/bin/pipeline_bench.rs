//! What the pipeline gains: time against one thread, and memory with and without a bound.
//!
//! `cargo run --release -p index_pipeline_solution --bin pipeline_bench [-- RUNS [DOCUMENTS]]` (`just bench`).
//!
//! The corpus is generated with a fixed seed: documents of 20,000 to 60,000 bytes, with words that are as unevenly
//! common as those of a language are (the word of rank r comes about once in r times). It has been written to a
//! temporary folder just before, so reading is mostly reading from the system's cache. Nothing is slowed down on
//! purpose.
//!
//! - *one thread*: the same five steps, one document after the other, without channels.
//! - *pipeline*: the solution's `run`, with `room` = 32.
//! - *no bound*: the solution's `run`, with room for every document. That is a channel without a bound.
//!
//! An index in memory is written when it has 20,000 postings, so 3,000 documents make some 375 parts, which are all open
//! while they are merged (`ulimit -n`).
//!
//! Times are the least of all runs: other programs can only make a run slower. Memory is the most that was allocated
//! at one time, beyond what was before; it is counted in a run of its own.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use index_pipeline_solution::disk::{Disk, Folder, search};
use index_pipeline_solution::index::{Document, Index};
use index_pipeline_solution::{Limits, run};
use indicatif::{ProgressBar, ProgressStyle};

/// The system's allocator, which counts.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
/// Whether it counts: not while time is measured, because all threads would wait for the same counter.
static COUNTS: AtomicBool = AtomicBool::new(false);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on to the system's allocator unchanged; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // ORDERING: counts only; nothing is read through them. They are switched when there is one thread.
        if COUNTS.load(Relaxed) {
            let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
            MOST.fetch_max(now, Relaxed);
        }
        // SAFETY: the caller's promises are those that `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if COUNTS.load(Relaxed) {
            NOW.fetch_sub(layout.size(), Relaxed);
        }
        // SAFETY: the pointer came from `System` with this layout, by `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// The most bytes that were allocated at one time while `program` ran, of those that it allocated.
fn peak<R>(program: impl FnOnce() -> R) -> (usize, R) {
    // What is freed while counting and was allocated before must not bring the count below zero.
    const START: usize = 1 << 40;
    NOW.store(START, Relaxed);
    MOST.store(START, Relaxed);
    COUNTS.store(true, Relaxed);
    let result = program();
    COUNTS.store(false, Relaxed);
    (MOST.load(Relaxed) - START, result)
}

/// Numbers that look random and are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to below 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How many different words the corpus has at most.
const WORDS: f64 = 50_000.0;

/// The word of this rank: syllables, the common words the shorter ones.
fn word(mut rank: usize) -> String {
    const CONSONANTS: &[u8] = b"bdfgklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut word = String::new();
    loop {
        let syllable = rank % 70;
        word.push(CONSONANTS[syllable / 5].into());
        word.push(VOWELS[syllable % 5].into());
        rank /= 70;
        if rank == 0 {
            return word;
        }
    }
}

/// Writes the corpus; returns the paths and the number of bytes.
fn generate(folder: &Path, documents: u64) -> Result<(Vec<PathBuf>, usize)> {
    let words: Vec<_> = (0..WORDS as usize).map(word).collect();
    let mut random = Random(0x5eed);
    let (mut paths, mut bytes) = (vec![], 0);
    for number in progress("writing the corpus", documents).wrap_iter(0..documents) {
        let length = 20_000 + (random.part() * 40_000.0) as usize;
        let mut text = String::with_capacity(length + 20);
        while text.len() < length {
            // A power with an exponent that is spread evenly: rank r comes about once in r times.
            let rank = WORDS.powf(random.part()) as usize - 1;
            text.push_str(&words[rank]);
            text.push_str(if random.next().is_multiple_of(12) {
                ".\n"
            } else {
                " "
            });
        }
        let path = folder.join(format!("document-{number}"));
        fs::write(&path, &text)?;
        bytes += text.len();
        paths.push(path);
    }
    Ok((paths, bytes))
}

fn progress(what: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:20} {wide_bar} {pos}/{len}")
        .expect("the template is right");
    ProgressBar::new(length)
        .with_style(style)
        .with_message(what)
        .with_finish(indicatif::ProgressFinish::AndClear)
}

/// The same five steps on one thread, and no channel. Keeps in `steps` the least time that each of them took.
fn one_thread(
    paths: &[PathBuf],
    enough: usize,
    disk: &Folder,
    steps: &mut [Duration; 5],
) -> io::Result<PathBuf> {
    fn timed<R>(step: &mut Duration, work: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = work();
        *step += start.elapsed();
        result
    }
    let mut now = [Duration::ZERO; 5];
    let [reading, indexing, adding, writing, merging] = &mut now;
    let (mut sum, mut files) = (Index::default(), vec![]);
    for (number, path) in (0..).zip(paths) {
        let text = timed(reading, || disk.read(path))?;
        let document = Document { number, text };
        let index = timed(indexing, || Index::of(&document));
        timed(adding, || sum.add(index));
        if sum.len() >= enough {
            files.push(timed(writing, || disk.write(std::mem::take(&mut sum)))?);
        }
    }
    if !sum.is_empty() {
        files.push(timed(writing, || disk.write(sum))?);
    }
    let index = timed(merging, || disk.merge(files))?;
    for (least, now) in steps.iter_mut().zip(now) {
        *least = now.min(*least);
    }
    Ok(index)
}

/// An index in memory is written when it has so many postings.
const ENOUGH: usize = 20_000;

fn pipeline(paths: &[PathBuf], room: usize, folder: &Path) -> Result<PathBuf> {
    let limits = Limits {
        room,
        enough: ENOUGH,
    };
    let report = run(paths.to_vec(), limits, Arc::new(Folder::new(folder)));
    ensure!(report.unread.is_empty(), "all documents can be read");
    Ok(report.index?)
}

type Way<'w> = (&'static str, Box<dyn FnMut() -> Result<PathBuf> + 'w>);

fn main() -> Result<()> {
    let mut numbers = std::env::args()
        .skip(1)
        .map(|argument| argument.parse::<u64>());
    let runs = numbers
        .next()
        .transpose()
        .context("RUNS is a number")?
        .unwrap_or(5);
    let documents = numbers
        .next()
        .transpose()
        .context("DOCUMENTS is a number")?
        .unwrap_or(3_000);

    let folder = std::env::temp_dir().join(format!("pipeline_bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let result = measure(&folder, runs.max(1), documents);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(folder: &Path, runs: u64, documents: u64) -> Result<()> {
    let (paths, bytes) = generate(folder, documents)?;
    let mega = 1e6;
    println!(
        "corpus: {documents} generated documents, {:.0} MB; this machine can run {} threads at the same time",
        bytes as f64 / mega,
        thread::available_parallelism().map_or(1, usize::from)
    );

    let mut steps = [Duration::MAX; 5];
    let mut ways: [Way; 3] = [
        (
            "one thread",
            Box::new(|| {
                Ok(one_thread(
                    &paths,
                    ENOUGH,
                    &Folder::new(folder),
                    &mut steps,
                )?)
            }),
        ),
        (
            "pipeline, sync_channel(32)",
            Box::new(|| pipeline(&paths, 32, folder)),
        ),
        (
            "pipeline, no bound",
            Box::new(|| pipeline(&paths, paths.len(), folder)),
        ),
    ];
    let bar = progress("indexing", (runs + 1) * ways.len() as u64);
    let mut times = [Duration::MAX; 3];
    for _ in 0..runs {
        // In turns, so that what else the machine does meets all of them.
        for (time, (_, way)) in times.iter_mut().zip(&mut ways) {
            let start = Instant::now();
            way()?;
            *time = start.elapsed().min(*time);
            bar.inc(1);
        }
    }
    let mut peaks = [0; 3];
    let mut first = None;
    for (most, (name, way)) in peaks.iter_mut().zip(&mut ways) {
        let (bytes, index) = peak(way);
        *most = bytes;
        let found = search(&index?, "ba")?;
        ensure!(
            !found.is_empty() && *first.get_or_insert(found.clone()) == found,
            "{name}: the index says something else"
        );
        bar.inc(1);
    }
    bar.finish_and_clear();
    let called = ways.map(|(name, _)| name);

    let whole = steps.iter().sum::<Duration>().as_secs_f64();
    let names = ["read", "index", "merge in memory", "write", "merge files"];
    println!("shares of the steps, on one thread:");
    for (name, step) in names.iter().zip(steps) {
        println!("  {name:<16} {:>4.0} %", 100.0 * step.as_secs_f64() / whole);
    }

    println!(
        "{:<28} {:>8} {:>8} {:>14}",
        "", "seconds", "MB/s", "most memory, MB"
    );
    for (name, (time, most)) in called.iter().zip(times.iter().zip(peaks)) {
        println!(
            "{name:<28} {:>8.2} {:>8.1} {:>14.1}",
            time.as_secs_f64(),
            bytes as f64 / mega / time.as_secs_f64(),
            most as f64 / mega
        );
    }
    let [alone, bounded, unbounded] = times.map(|time| time.as_secs_f64());
    println!(
        "the pipeline is {:.2} times as fast as one thread",
        alone / bounded
    );
    println!(
        "sync_channel(32) against no bound: {:.2} times the throughput, {:.0} % of the memory ({:.0} % less)",
        unbounded / bounded,
        100.0 * peaks[1] as f64 / peaks[2] as f64,
        100.0 - 100.0 * peaks[1] as f64 / peaks[2] as f64
    );
    Ok(())
}
