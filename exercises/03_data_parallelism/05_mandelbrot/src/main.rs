// Draws the picture twice, by bands and by rows, and writes it to `mandelbrot.png`.
//
// `cargo run -p mandelbrot --release -- 1600` draws it 1600 pixels wide.

use std::env;
use std::fs::File;
use std::io::BufWriter;
use std::time::Instant;

use anyhow::Context;
use indicatif::ProgressBar;
use mandelbrot::{View, by_bands, by_rows, write_png};

/// Where the picture goes.
const FILE: &str = "mandelbrot.png";

fn main() -> anyhow::Result<()> {
    let width: usize = match env::args().nth(1) {
        Some(width) => width.parse().context("the width is a number of pixels")?,
        None => 3200,
    };
    // A piece of the set's upper edge: the inside, which is much work, is at the bottom. (The whole
    // set is symmetric, so two equal bands of it would be equal work.)
    let view = View {
        width,
        height: width * 3 / 4,
        left: -1.2,
        top: 0.35,
        scale: 0.2 / width as f64,
    };
    let (height, workers) = (view.height, rayon::current_num_threads());
    let shade = |x, y| view.shade(x, y);

    let bar = ProgressBar::no_length();
    let start = Instant::now();
    let pixels = by_bands(width, height, workers, shade, &bar);
    bar.finish();
    println!("{workers} bands: {:.2?}", start.elapsed());

    let bar = ProgressBar::no_length();
    let start = Instant::now();
    let again = by_rows(width, height, shade, &bar);
    bar.finish();
    println!("{height} rows:  {:.2?}", start.elapsed());
    anyhow::ensure!(pixels == again, "the two pictures are not the same");

    let file = File::create(FILE).with_context(|| format!("cannot write {FILE}"))?;
    write_png(BufWriter::new(file), width, height, &pixels)?;
    println!("{FILE}: {width} x {height} pixels");
    Ok(())
}
