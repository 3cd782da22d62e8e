//! Scoped threads, by crossbeam and by std.

use std::thread;

// ANCHOR: crossbeam
/// With crossbeam: a panic comes out as `Err`, and a thread is given the scope.
pub fn total_length(lines: &[String]) -> Result<usize, String> {
    crossbeam::scope(|scope| {
        let (left, right) = lines.split_at(lines.len() / 2);
        let left = scope.spawn(|_| left.iter().map(String::len).sum::<usize>());
        let right =
            scope.spawn(|_| right.iter().map(String::len).sum::<usize>());
        left.join().unwrap() + right.join().unwrap()
    })
    .map_err(|_| "a thread panicked".to_string())
}
// ANCHOR_END: crossbeam

// ANCHOR: std
/// With std, since Rust 1.63: a panic of a thread that nobody has joined goes
/// on in the thread that opened the scope.
pub fn total_length_with_std(lines: &[String]) -> usize {
    thread::scope(|scope| {
        let (left, right) = lines.split_at(lines.len() / 2);
        let left = scope.spawn(|| left.iter().map(String::len).sum::<usize>());
        let right =
            scope.spawn(|| right.iter().map(String::len).sum::<usize>());
        left.join().unwrap() + right.join().unwrap()
    })
}
// ANCHOR_END: std

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic;

    #[test]
    fn both_scopes_do_the_same() {
        let lines = ["a", "bc", "def"].map(String::from);
        assert_eq!(total_length(&lines), Ok(6));
        assert_eq!(total_length_with_std(&lines), 6);
    }

    #[test]
    fn a_forgotten_panic_is_an_error_with_crossbeam_and_a_panic_with_std() {
        let with_crossbeam = crossbeam::scope(|scope| {
            scope.spawn(|_| panic!("nobody joins me"));
        });
        assert!(with_crossbeam.is_err());
        let with_std = panic::catch_unwind(|| {
            thread::scope(|scope| {
                scope.spawn(|| panic!("nobody joins me"));
            });
        });
        assert!(with_std.is_err());
    }
}
