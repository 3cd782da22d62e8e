//! The workbook program.
fn main() {}
