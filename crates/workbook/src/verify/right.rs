//! Other right solutions: the checks must accept whatever follows the rules, and not only what their author wrote.
use std::path::{Path, PathBuf};

use super::header;

/// A file of `right/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Right {
    /// The file's name without `.rs`.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// What it does otherwise than the reference solution.
    pub title: String,
}

/// The other right solutions in a folder `right`, by name. A header that is wrong is an `Err` that says where and why.
pub(crate) fn read(folder: &Path) -> Vec<Result<Right, String>> {
    header::read(folder, parse)
}

fn parse(file: &Path, text: &str) -> Result<Right, String> {
    let mut title = None;
    for line in header::lines(file, text)? {
        match line.key {
            "title" => title = Some(line.value.to_owned()),
            other => return Err(format!("{}: no key is called `{other}`: title", line.at)),
        }
    }
    let name = header::name(file);
    match title {
        Some(title) => Ok(Right {
            file: file.to_path_buf(),
            name,
            title,
        }),
        None => Err(format!(
            "{}: the header lacks `//@ title:`",
            header::shown(file)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_a_title_and_nothing_else() {
        let parse = |text: &str| parse(Path::new("right/one_atomic.rs"), text);
        let right = parse("//@ title: One atomic\n\nfn x() {}\n").unwrap();
        assert_eq!((&*right.name, &*right.title), ("one_atomic", "One atomic"));
        assert_eq!(
            parse("fn x() {}\n").unwrap_err(),
            "right/one_atomic.rs: the header lacks `//@ title:`"
        );
        assert_eq!(
            parse("//@ title: One atomic\n//@ kind: panic\n").unwrap_err(),
            "right/one_atomic.rs:2: no key is called `kind`: title"
        );
    }
}
