//! Where reports go: a file for the workbook program, text for the terminal.

use interleave_trace::text::Options;
use interleave_trace::{Failure, Report};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes the report into the folder that `INTERLEAVE_REPORT_DIR` names, whole or not at all: `<test>.<n>.json`.
/// A folder that cannot be written to costs the report, never the verdict.
pub(crate) fn write(report: &Report) {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let Some(dir) = std::env::var_os("INTERLEAVE_REPORT_DIR").map(PathBuf::from) else {
        return;
    };
    let test = report.test.as_deref().unwrap_or("main").replace("::", "__");
    let n = NUMBER.fetch_add(1, Ordering::Relaxed);
    if let Err(e) = put(&dir, &format!("{test}.{n}.json"), report) {
        eprintln!("interleave: no report in {}: {e}", dir.display());
    }
}

fn put(dir: &Path, name: &str, report: &Report) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let part = dir.join(format!("{name}.part"));
    std::fs::write(&part, serde_json::to_vec(report)?)?;
    std::fs::rename(part, dir.join(name))
}

/// The explanation as plain text, 80 columns wide: a panic message goes through pipes and logs.
pub(crate) fn render(failure: &Failure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let options = Options {
        exercise: exercise(),
        ..Options::default()
    };
    f.write_str(&interleave_trace::text::failure(failure, &options))
}

/// The exercise whose tests these are, as cargo says it of the package that it runs: its replay is a command.
fn exercise() -> Option<String> {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    let is_one = folder.join("exercise.toml").is_file();
    is_one.then(|| std::env::var("CARGO_PKG_NAME").ok())?
}
