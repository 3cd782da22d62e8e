//! How busy the cores are while the picture is drawn: in equal bands, in the pieces that rayon
//! chooses, and with a task for each row.
//!
//! `cargo bench -p mandelbrot_solution --bench busy` prints ratios within one run. The ways take turns for some
//! rounds, and the fastest round of each counts: other programs can only make a round slower.
//!
//! - *cores busy*: processor time, divided by the time that passes and by the number of cores.
//!   Other programs that want the same cores make it smaller, in the fastest round too.
//! - *row in hand*: the part of the time in which a worker is in a row, over all workers. A worker
//!   that other programs keep waiting still has its row, so this says how well the work is shared
//!   out, on a busy machine too.

use std::cell::Cell;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use cpu_time::ProcessTime;
use indicatif::ProgressBar;
use mandelbrot_solution::{View, by_bands, by_rows};
use rayon::prelude::*;

const ROUNDS: usize = 15;

/// The view of the exercise's program.
const VIEW: View = View {
    width: 2400,
    height: 1800,
    left: -1.2,
    top: 0.35,
    scale: 0.2 / 2400.0,
};

/// Draws the picture in one of the ways.
type Draw = fn() -> Vec<u8>;

/// What one drawing took.
struct Drawn {
    seconds: f64,
    cores_busy: f64,
    row_in_hand: f64,
}

/// Nanoseconds that workers have spent in rows.
static IN_ROWS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static BEGUN: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The shade of a pixel. The first of a row starts the worker's clock, and the last one stops it.
fn shade(x: usize, y: usize) -> u8 {
    if x == 0 {
        BEGUN.set(Some(Instant::now()));
    }
    let shade = VIEW.shade(x, y);
    if x == VIEW.width - 1
        && let Some(begun) = BEGUN.take()
    {
        // ORDERING: Relaxed will do: it is read when the drawing has ended, which orders it.
        IN_ROWS.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
    }
    shade
}

fn drawn(draw: Draw) -> Drawn {
    IN_ROWS.store(0, Ordering::Relaxed);
    let (start, worked) = (Instant::now(), ProcessTime::now());
    black_box(draw());
    let (seconds, worked) = (
        start.elapsed().as_secs_f64(),
        worked.elapsed().as_secs_f64(),
    );
    let all = seconds * rayon::current_num_threads() as f64;
    Drawn {
        seconds,
        cores_busy: worked / all,
        row_in_hand: IN_ROWS.load(Ordering::Relaxed) as f64 / 1e9 / all,
    }
}

fn in_one_band() -> Vec<u8> {
    by_bands(VIEW.width, VIEW.height, 1, shade, &ProgressBar::hidden())
}

fn in_equal_bands() -> Vec<u8> {
    let bands = rayon::current_num_threads();
    by_bands(
        VIEW.width,
        VIEW.height,
        bands,
        shade,
        &ProgressBar::hidden(),
    )
}

/// A parallel iterator over the rows, cut into pieces as rayon sees fit.
fn in_pieces() -> Vec<u8> {
    let mut pixels = vec![0; VIEW.width * VIEW.height];
    pixels
        .par_chunks_mut(VIEW.width)
        .enumerate()
        .for_each(|(y, row)| {
            for (x, out) in row.iter_mut().enumerate() {
                *out = shade(x, y);
            }
        });
    pixels
}

fn in_rows() -> Vec<u8> {
    by_rows(VIEW.width, VIEW.height, shade, &ProgressBar::hidden())
}

fn main() {
    let workers = rayon::current_num_threads();
    let ways: [(String, Draw); 4] = [
        ("one band (one worker)".to_string(), in_one_band),
        (format!("{workers} equal bands"), in_equal_bands),
        ("pieces chosen by rayon".to_string(), in_pieces),
        (format!("{} rows, a task each", VIEW.height), in_rows),
    ];
    // The ways take turns, so that a slow moment of the machine meets all of them.
    let rounds: Vec<[Drawn; 4]> = (0..ROUNDS)
        .map(|_| ways.each_ref().map(|way| drawn(way.1)))
        .collect();
    let fastest: [&Drawn; 4] = std::array::from_fn(|way| {
        let drawings = rounds.iter().map(|round| &round[way]);
        drawings
            .min_by(|a, b| a.seconds.total_cmp(&b.seconds))
            .expect("there are rounds")
    });

    println!(
        "mandelbrot: {} x {} pixels, {workers} cores, the fastest of {ROUNDS} rounds",
        VIEW.width, VIEW.height
    );
    println!("                           seconds   speed-up   cores busy   row in hand");
    for ((name, _), drawn) in ways.iter().zip(fastest) {
        println!(
            "  {name:<23} {:>9.3} {:>10.2} {:>10.1} % {:>11.1} %",
            drawn.seconds,
            fastest[0].seconds / drawn.seconds,
            drawn.cores_busy * 100.0,
            drawn.row_in_hand * 100.0,
        );
    }
    println!(
        "  rows are {:.2} times as fast as equal bands",
        fastest[1].seconds / fastest[3].seconds
    );
}
