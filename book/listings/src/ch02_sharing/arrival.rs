//! Results in the order of arrival, and in the order of the handles.

use std::sync::Mutex;
use std::thread;

// ANCHOR: program
/// Two threads, each with a word; the lengths, as they come in.
pub fn lengths_by_arrival() -> Vec<usize> {
    let words = ["saw", "plane"];
    let lengths = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for word in &words {
            scope.spawn(|| lengths.lock().unwrap().push(word.len()));
        }
    });
    lengths.into_inner().unwrap()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_arrive_in_any_order() {
        assert_eq!(
            interleave::outcomes(lengths_by_arrival),
            [vec![3, 5], vec![5, 3]].into()
        );
    }
}
