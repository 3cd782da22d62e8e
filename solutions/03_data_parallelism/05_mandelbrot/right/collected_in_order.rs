//@ title: Pieces that are collected in their order, and a bar that the iterator moves

use std::io::Write;

use indicatif::{ParallelProgressIterator, ProgressBar};
use rayon::prelude::*;

/// A part of the complex plane, and the size of the picture that shows it, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The number of columns.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// The real part of the left edge.
    pub left: f64,
    /// The imaginary part of the upper edge.
    pub top: f64,
    /// The width and height of a pixel, in the plane.
    pub scale: f64,
}

impl View {
    /// The shade of the pixel in column `x` of row `y`: 0 (black) for points that seem to be in the
    /// set, and lighter the sooner the point escapes.
    pub fn shade(&self, x: usize, y: usize) -> u8 {
        let re = self.left + x as f64 * self.scale;
        let im = self.top - y as f64 * self.scale;
        let (mut a, mut b) = (0.0, 0.0);
        for step in 0..255 {
            if a * a + b * b > 4.0 {
                return 255 - step;
            }
            (a, b) = (a * a - b * b + re, 2.0 * a * b + im);
        }
        0
    }
}

/// Draws a picture in `bands` equal bands: all pixels, row by row, from the top.
pub fn by_bands<P>(
    width: usize,
    height: usize,
    bands: usize,
    pixel: P,
    bar: &ProgressBar,
) -> Vec<u8>
where
    P: Fn(usize, usize) -> u8 + Sync,
{
    bar.set_length(height as u64);
    let rows_of_a_band = height.div_ceil(bands);
    let (pixel, rows) = (&pixel, Vec::from_iter(0..height));
    // The band is a task because it is one item, and `with_max_len` keeps it alone.
    let bands: Vec<Vec<u8>> = rows
        .par_chunks(rows_of_a_band)
        .with_max_len(1)
        .map(|band| {
            let rows = band.iter().inspect(|_| bar.inc(1));
            rows.flat_map(|&y| (0..width).map(move |x| pixel(x, y)))
                .collect()
        })
        .collect();
    bands.concat()
}

/// Draws the same picture with a task for each row.
pub fn by_rows<P>(width: usize, height: usize, pixel: P, bar: &ProgressBar) -> Vec<u8>
where
    P: Fn(usize, usize) -> u8 + Sync,
{
    bar.set_length(height as u64);
    let pixel = &pixel;
    (0..height)
        .into_par_iter()
        .with_max_len(1)
        .progress_with(bar.clone())
        .flat_map_iter(|y| (0..width).map(move |x| pixel(x, y)))
        .collect()
}

/// Writes the pixels as a PNG picture in shades of grey.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_png(
    out: impl Write,
    width: usize,
    height: usize,
    pixels: &[u8],
) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(out, width as u32, height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(pixels)
}
