//! Explores the listings of the catalogue and writes what it found as JSON, for the book's steppers and quizzes.
//!
//! `cargo run -q -p listings -- --export DIR` writes `DIR/<id>.json` for each entry (book/README.md says what is in it).

use listings::catalogue;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

/// The version of the files' form, which `crates/workbook` checks.
const VERSION: u32 = 1;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [flag, folder] = arguments.as_slice() else {
        return usage();
    };
    if flag != "--export" {
        return usage();
    }
    match export(&PathBuf::from(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("listings: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: listings --export DIR");
    ExitCode::from(2)
}

/// Writes one file for each entry of the catalogue, making the folder if there
/// is none.
fn export(folder: &std::path::Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in catalogue::ALL {
        let explored = entry.explore();
        let file = json!({
            "version": VERSION,
            "id": entry.id,
            "exploration": explored.exploration,
            "outcomes": explored.outcomes,
        });
        fs::write(folder.join(format!("{}.json", entry.id)), file.to_string())?;
    }
    Ok(())
}
