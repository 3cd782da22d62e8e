//! The program `cargo workbook`: all of it is in the library.
use std::process::ExitCode;

fn main() -> ExitCode {
    workbook::cli::main().into()
}
