//@ title: A scope, and a spawned task for each band and for each row

use std::io::Write;

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
    bar.set_length(height as u64);
    let rows_of_a_band = height.div_ceil(bands);
    let mut pixels = vec![0; width * height];
    let pixel = &pixel;
    rayon::scope(|scope| {
        for (band, pixels) in pixels.chunks_mut(width * rows_of_a_band).enumerate() {
            scope.spawn(move |_| {
                for (row, pixels) in pixels.chunks_mut(width).enumerate() {
                    draw_row(pixels, band * rows_of_a_band + row, pixel);
                    bar.inc(1);
                }
            });
        }
    });
    pixels
}

/// Draws the same picture with a task for each row.
pub fn by_rows<P>(width: usize, height: usize, pixel: P, bar: &ProgressBar) -> Vec<u8>
where
    P: Fn(usize, usize) -> u8 + Sync,
{
    bar.set_length(height as u64);
    let mut pixels = vec![0; width * height];
    let pixel = &pixel;
    // First in, first out: the rows are begun from the top.
    rayon::scope_fifo(|scope| {
        for (y, pixels) in pixels.chunks_exact_mut(width).enumerate() {
            scope.spawn_fifo(move |_| {
                draw_row(pixels, y, pixel);
                bar.inc(1);
            });
        }
    });
    pixels
}

/// Draws row `y` into its pixels.
fn draw_row(pixels: &mut [u8], y: usize, pixel: impl Fn(usize, usize) -> u8) {
    for (x, out) in pixels.iter_mut().enumerate() {
        *out = pixel(x, y);
    }
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
