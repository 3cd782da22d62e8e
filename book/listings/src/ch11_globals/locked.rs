//! A lock in a static.

// ANCHOR: program
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

/// The last lines of the log.
static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How often each word was looked up. `HashMap::new` is no `const fn`.
static LOOKED_UP: LazyLock<Mutex<HashMap<String, u32>>> =
    LazyLock::new(|| Mutex::new(HashMap::new()));

fn look_up(word: &str) {
    LINES.lock().unwrap().push(format!("looked up {word}"));
    let mut looked_up = LOOKED_UP.lock().unwrap();
    *looked_up.entry(word.to_owned()).or_default() += 1;
}
// ANCHOR_END: program

/// Two threads look up the same word.
pub fn two_look_up() -> (usize, u32) {
    let other = std::thread::spawn(|| look_up("static"));
    look_up("static");
    other.join().unwrap();
    let lines = LINES.lock().unwrap().len();
    let looked_up = LOOKED_UP.lock().unwrap();
    (lines, looked_up["static"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        assert_eq!(interleave::outcomes(two_look_up), [(2, 2)].into());
    }
}
