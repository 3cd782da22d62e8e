//! A pipeline that fails in the middle, and reports success.

// ANCHOR: program
use std::io;
use std::sync::mpsc;
use std::thread;

/// Stands for a file: the second one cannot be read.
fn read(path: &str) -> io::Result<String> {
    match path {
        "b.txt" => Err(io::ErrorKind::PermissionDenied.into()),
        _ => Ok(format!("the text of {path}")),
    }
}

/// One thread reads the files, the other one takes their words.
pub fn count_words() -> usize {
    let (sender, texts) = mpsc::channel();
    thread::spawn(move || {
        for path in ["a.txt", "b.txt", "c.txt"] {
            let text = read(path)?;
            if sender.send(text).is_err() {
                break;
            }
        }
        io::Result::Ok(())
    });
    texts.iter().map(|text| text.split(' ').count()).sum()
}

/// Three texts with four words each.
pub fn all_words() {
    assert_eq!(count_words(), 12);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn an_error_looks_like_the_end() {
        expect::fails(all_words, FailureKind::Panic);
        assert_eq!(interleave::outcomes(count_words), [4].into());
    }
}
