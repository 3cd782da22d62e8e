//! The header of a file of `right/` or `wrong/`: lines `//@ key: value` at its beginning.
use std::fs;
use std::path::{Path, PathBuf};

/// A line of a header.
pub(super) struct Line<'t> {
    /// Where, for messages: `wrong/no_thread.rs:3`.
    pub at: String,
    /// What stands before the colon.
    pub key: &'t str,
    /// What stands behind it; never empty.
    pub value: &'t str,
}

/// The lines of a text's header; an `Err` says where and what is wrong.
pub(super) fn lines<'t>(file: &Path, text: &'t str) -> Result<Vec<Line<'t>>, String> {
    let shown = shown(file);
    let header = text
        .lines()
        .map_while(|line| line.strip_prefix("//@"))
        .enumerate();
    header
        .map(|(index, line)| {
            let at = format!("{shown}:{}", index + 1);
            let (key, value) = line
                .split_once(':')
                .ok_or_else(|| format!("{at}: expected `//@ key: value`"))?;
            let (key, value) = (key.trim(), value.trim());
            if value.is_empty() {
                return Err(format!("{at}: `{key}` has no value"));
            }
            Ok(Line { at, key, value })
        })
        .collect()
}

/// A file's name without `.rs`.
pub(super) fn name(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// A file with its folder, for messages: `wrong/no_thread.rs`.
pub(super) fn shown(file: &Path) -> String {
    let folder = file.parent().and_then(Path::file_name);
    let shown = Path::new(folder.unwrap_or_default()).join(file.file_name().unwrap_or_default());
    shown.display().to_string()
}

/// Reads each Rust file of a folder, by name; none if there is no such folder.
pub(super) fn read<T>(
    folder: &Path,
    parse: fn(&Path, &str) -> Result<T, String>,
) -> Vec<Result<T, String>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    files
        .iter()
        .map(|file| {
            fs::read_to_string(file)
                .map_err(|error| format!("{}: {error}", file.display()))
                .and_then(|text| parse(file, &text))
        })
        .collect()
}
