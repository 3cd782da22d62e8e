//! What `by_bands` and `by_rows` must do.
//!
//! What is a task of its own shows when one row is held up: its first pixel does not come back
//! before all other workers have run out of work. The rows that are not done by then wait for it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use indicatif::ProgressBar;
use native_checks::workers::{NotAtOnce, at_once};

use crate::subject::{View, by_bands, by_rows, write_png};

const WORKERS: usize = 4;
const WIDTH: usize = 8;
const HEIGHT: usize = 64;
/// The rows of one of four equal bands.
const BAND: usize = HEIGHT / WORKERS;

/// A pixel that tells where it belongs.
fn pixel(x: usize, y: usize) -> u8 {
    (x * 31 + y * 7 + 1) as u8
}

/// The picture, by one thread.
fn one_by_one(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    (0..width * height)
        .map(|place| pixel(place % width, place / width))
        .collect()
}

/// Fails with the first pixel that is not as it should be.
#[track_caller]
fn same(picture: &[u8], width: usize, expected: &[u8], what: &str) {
    assert_eq!(
        picture.len(),
        expected.len(),
        "{what}: the number of pixels"
    );
    let wrong = (0..expected.len()).find(|place| picture[*place] != expected[*place]);
    assert_eq!(
        wrong.map(|place| (place % width, place / width)),
        None,
        "{what}: the column and row of the first pixel that is wrong. Is each row at its place, \
         whoever was done first, and is none left out?"
    );
}

#[test]
fn every_pixel_is_in_its_place() {
    for (width, height) in [(1, 1), (7, 5), (3, 100), (100, 3), (32, 24)] {
        let expected = one_by_one(width, height, pixel);
        let size = format!("{width} x {height} pixels");
        for bands in [1, 2, 3, 4, 7, 1_000] {
            let picture = by_bands(width, height, bands, pixel, &ProgressBar::hidden());
            same(
                &picture,
                width,
                &expected,
                &format!("{size} in {bands} bands"),
            );
        }
        let picture = by_rows(width, height, pixel, &ProgressBar::hidden());
        same(&picture, width, &expected, &format!("{size} by rows"));
    }
}

#[test]
fn the_set_looks_as_it_should() {
    let view = View {
        width: 60,
        height: 45,
        left: -2.1,
        top: 1.1,
        scale: 0.05,
    };
    // The formula once more, by itself.
    let expected = one_by_one(view.width, view.height, |x, y| {
        let c = (-2.1 + x as f64 * 0.05, 1.1 - y as f64 * 0.05);
        let mut z = (0.0_f64, 0.0_f64);
        let mut steps = 0;
        while steps < 255 && z.0 * z.0 + z.1 * z.1 <= 4.0 {
            z = (z.0 * z.0 - z.1 * z.1 + c.0, 2.0 * z.0 * z.1 + c.1);
            steps += 1;
        }
        if steps == 255 { 0 } else { 255 - steps }
    });
    assert!(
        expected.contains(&0) && expected.contains(&254),
        "the picture shows points inside of the set and outside"
    );
    let shade = |x, y| view.shade(x, y);
    let bar = ProgressBar::hidden();
    let bands = by_bands(view.width, view.height, WORKERS, shade, &bar);
    same(&bands, view.width, &expected, "the set in bands");
    let rows = by_rows(view.width, view.height, shade, &bar);
    same(&rows, view.width, &expected, "the set by rows");
}

#[test]
fn a_png_holds_the_pixels() {
    let picture = one_by_one(WIDTH, HEIGHT, pixel);
    let mut file = Vec::new();
    write_png(&mut file, WIDTH, HEIGHT, &picture).expect("a `Vec` can be written to");
    let mut reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .expect("the file begins as a PNG does");
    let mut pixels = vec![0; WIDTH * HEIGHT];
    let info = reader
        .next_frame(&mut pixels)
        .expect("the file is a picture in shades of grey, of the given size");
    assert_eq!(
        (info.width as usize, info.height as usize),
        (WIDTH, HEIGHT),
        "the size of the picture in the file"
    );
    same(&pixels, WIDTH, &picture, "the picture in the file");
}

#[test]
fn the_bands_are_drawn_at_once() {
    at_once(WORKERS, |meeting| {
        let met = |x, y| {
            meeting.meet();
            pixel(x, y)
        };
        by_bands(WIDTH, HEIGHT, WORKERS, met, &ProgressBar::hidden())
    })
    .unwrap_or_else(|why| {
        panic!(
            "`by_bands` with {WORKERS} bands does not keep {WORKERS} workers at work at once: {why}"
        )
    });
}

#[test]
fn the_rows_are_drawn_at_once() {
    for height in [WORKERS, HEIGHT] {
        at_once(WORKERS, |meeting| {
            let met = |x, y| {
                meeting.meet();
                pixel(x, y)
            };
            by_rows(WIDTH, height, met, &ProgressBar::hidden())
        })
        .unwrap_or_else(|why| {
            panic!("`by_rows` with {height} rows does not keep {WORKERS} workers at work at once: {why}")
        });
    }
}

#[test]
fn a_row_that_takes_long_holds_up_no_other() {
    for row in [0, 1, 17, 63] {
        let held = Held::up(row, |pixel, bar| by_rows(WIDTH, HEIGHT, pixel, bar));
        let waiting = held.waiting(0..HEIGHT);
        assert!(
            waiting.is_empty(),
            "of {HEIGHT} rows, row {row} took long, and the other workers ran out of work. Not done \
             by then were the rows {}: they wait for row {row}, as they are in the same \
             task. (rayon makes pieces of several rows unless it is told the greatest length of a \
             piece)",
            names(&waiting)
        );
    }
}

#[test]
fn a_band_is_one_task() {
    for band in 0..WORKERS {
        let rows = band * BAND..(band + 1) * BAND;
        let [first, last] = [rows.start, rows.end - 1].map(|row| {
            let held = Held::up(row, |pixel, bar| {
                by_bands(WIDTH, HEIGHT, WORKERS, pixel, bar)
            });
            for others in [0..rows.start, rows.end..HEIGHT] {
                let waiting = held.waiting(others);
                assert!(
                    waiting.is_empty(),
                    "`by_bands` with {WORKERS} bands of {BAND} rows: row {row} took long, and the \
                     other workers ran out of work. Not done by then were the rows {} of other \
                     bands",
                    names(&waiting)
                );
            }
            held.waiting(rows.clone())
        });
        assert!(
            !(first.is_empty() && last.is_empty()),
            "`by_bands` with {WORKERS} bands: while a row of band {band} took long, all others of \
             the band were drawn by somebody else. A band is one task; a task for each row is \
             what `by_rows` has"
        );
    }
}

#[test]
fn the_bar_counts_the_rows() {
    type Draw = fn(&Pixel<'_>, &ProgressBar) -> Vec<u8>;
    let ways: [(&str, Draw); 2] = [
        ("by_rows", |pixel, bar| by_rows(WIDTH, HEIGHT, pixel, bar)),
        ("by_bands", |pixel, bar| {
            by_bands(WIDTH, HEIGHT, WORKERS, pixel, bar)
        }),
    ];
    for (name, draw) in ways {
        let bar = ProgressBar::hidden();
        draw(&pixel, &bar);
        assert_eq!(
            (bar.position(), bar.length()),
            (HEIGHT as u64, Some(HEIGHT as u64)),
            "`{name}`: the position and the length of the bar at the end, for {HEIGHT} rows"
        );
        for row in [0, BAND - 1, HEIGHT - 1] {
            let held = Held::up(row, draw);
            let done = held.rows.iter().filter(|done| **done).count() as u64;
            // The row that is held up has begun. A bar of rows that have begun is near enough.
            assert!(
                (done..=done + 1).contains(&held.bar.0),
                "`{name}`: {done} of {HEIGHT} rows were done while row {row} took long, and the bar \
                 stood at {}: it is to move by one for each row that is done",
                held.bar.0
            );
            assert_eq!(
                held.bar.1,
                Some(HEIGHT as u64),
                "`{name}`: the length of the bar while the picture is drawn"
            );
        }
    }
}

/// The first and the last of some rows, and how many there are.
fn names(rows: &[usize]) -> String {
    match rows {
        [] => "(none)".to_string(),
        [row] => row.to_string(),
        [first, .., last] => format!("{first} to {last} ({} of them)", rows.len()),
    }
}

/// A function that computes pixels.
type Pixel<'p> = dyn Fn(usize, usize) -> u8 + Sync + 'p;

/// What was done when nobody but the worker of one row had anything left to do.
struct Held {
    /// Which rows were done. The one that was held up counts as not done.
    rows: Vec<bool>,
    /// The one that was held up.
    row: usize,
    /// The position and the length of the bar.
    bar: (u64, Option<u64>),
}

impl Held {
    /// Draws a picture, and holds up `row` at its first pixel.
    #[track_caller]
    fn up(row: usize, draw: impl FnOnce(&Pixel<'_>, &ProgressBar) -> Vec<u8> + Send) -> Self {
        let calls: Vec<AtomicU32> = (0..HEIGHT).map(|_| AtomicU32::new(0)).collect();
        let done = |row: usize| calls[row].load(Ordering::SeqCst) == WIDTH as u32;
        let held = Mutex::new(None);
        let bar = ProgressBar::hidden();
        let mut picture = None;
        let end = at_once(WORKERS, |meeting| {
            let pixel = |x: usize, y: usize| {
                if y == row
                    && calls[row].load(Ordering::SeqCst) == 0
                    && held.lock().unwrap().is_none()
                {
                    // Of all workers only this one comes here. So it is left alone when the others
                    // find nothing to do.
                    meeting.meet();
                    *held.lock().unwrap() = Some(Held {
                        rows: (0..HEIGHT).map(done).collect(),
                        row,
                        bar: (bar.position(), bar.length()),
                    });
                }
                calls[y].fetch_add(1, Ordering::SeqCst);
                pixel(x, y)
            };
            picture = Some(draw(&pixel, &bar));
        });
        match end {
            Err(NotAtOnce::TooFew { inside, .. }) if inside.len() == 1 => {}
            Ok(()) | Err(NotAtOnce::TooFew { .. }) => panic!(
                "several workers were in row {row} at the same time: a row is drawn by one worker"
            ),
            Err(why) => panic!("while row {row} took long: {why}"),
        }
        let expected = one_by_one(WIDTH, HEIGHT, pixel);
        let what = format!("the picture whose row {row} took long");
        same(&picture.unwrap_or_default(), WIDTH, &expected, &what);
        held.into_inner().unwrap().expect("the row was drawn")
    }

    /// The rows among these, other than the one that was held up, which were not done.
    fn waiting(&self, rows: std::ops::Range<usize>) -> Vec<usize> {
        rows.filter(|row| *row != self.row && !self.rows[*row])
            .collect()
    }
}
