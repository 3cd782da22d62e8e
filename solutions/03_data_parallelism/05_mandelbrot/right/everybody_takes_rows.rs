//@ title: Every worker is called, and takes the next band or row while there is one

use std::io::Write;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use indicatif::ProgressBar;

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
    draw(width, height, height.div_ceil(bands), pixel, bar)
}

/// Draws the same picture with a task for each row.
pub fn by_rows<P>(width: usize, height: usize, pixel: P, bar: &ProgressBar) -> Vec<u8>
where
    P: Fn(usize, usize) -> u8 + Sync,
{
    draw(width, height, 1, pixel, bar)
}

/// Draws the picture in pieces of so many rows.
fn draw<P>(width: usize, height: usize, rows: usize, pixel: P, bar: &ProgressBar) -> Vec<u8>
where
    P: Fn(usize, usize) -> u8 + Sync,
{
    bar.set_length(height as u64);
    let pixels: Vec<AtomicU8> = (0..width * height).map(|_| AtomicU8::new(0)).collect();
    let next = AtomicUsize::new(0);
    rayon::broadcast(|_| {
        // ORDERING: Relaxed, for both: a row is given out once, so each pixel has one writer, and it
        // is read when `broadcast` is over.
        loop {
            let top = next.fetch_add(rows, Ordering::Relaxed);
            if top >= height {
                break;
            }
            for y in top..height.min(top + rows) {
                for x in 0..width {
                    pixels[y * width + x].store(pixel(x, y), Ordering::Relaxed);
                }
                bar.inc(1);
            }
        }
    });
    pixels.into_iter().map(AtomicU8::into_inner).collect()
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
