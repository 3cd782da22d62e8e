//! Files in parallel, the fourth way: chapter 02 does it with threads of its own.

use rayon::prelude::*;
use std::collections::HashSet;
use std::path::PathBuf;
use std::{fs, io};

// ANCHOR: program
/// How many words of the files are in the glossary; or the error of the first
/// file in the list that cannot be read.
pub fn count_terms(
    glossary: &HashSet<String>,
    files: &[PathBuf],
) -> io::Result<usize> {
    files
        .par_iter()
        .map(|file| {
            let text = fs::read_to_string(file)?;
            let words = text.split_whitespace();
            Ok(words.filter(|word| glossary.contains(*word)).count())
        })
        .reduce_with(|left, right| Ok(left? + right?))
        .unwrap_or(Ok(0))
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn here(files: &[&str]) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        files.iter().map(|file| folder.join(file)).collect()
    }

    #[test]
    fn the_files_of_this_crate_are_counted() {
        let glossary =
            HashSet::from(["mod", "[dependencies]"].map(String::from));
        let files = here(&["Cargo.toml", "src/lib.rs"]);
        let one_by_one: usize = files
            .iter()
            .map(|file| count_terms(&glossary, std::slice::from_ref(file)))
            .sum::<io::Result<_>>()
            .unwrap();
        assert!(one_by_one > 5, "{one_by_one}");
        assert_eq!(count_terms(&glossary, &files).unwrap(), one_by_one);
        assert_eq!(count_terms(&glossary, &[]).unwrap(), 0);
    }

    #[test]
    fn the_error_is_that_of_the_first_file_in_the_list() {
        // A folder cannot be read as a file, and that is another error than
        // that of a file which is not there.
        let glossary = HashSet::new();
        for _ in 0..100 {
            let missing_first = here(&["Cargo.toml", "nowhere.txt", "src"]);
            let error = count_terms(&glossary, &missing_first).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::NotFound);
            let missing_last = here(&["src", "Cargo.toml", "nowhere.txt"]);
            let error = count_terms(&glossary, &missing_last).unwrap_err();
            assert_ne!(error.kind(), io::ErrorKind::NotFound);
        }
    }
}
