//! One producer, and two kinds of consumer.

use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// A thermometer writes two readings. A display looks once, and a diary looks
/// twice. Returns what they saw.
pub fn seen() -> (i32, [i32; 2]) {
    let temperature = RwLock::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for reading in [10, 20] {
                *temperature.write().unwrap() = reading;
            }
        });
        let look = || *temperature.read().unwrap();
        let display = scope.spawn(look);
        let diary = scope.spawn(move || [look(), look()]);
        (display.join().unwrap(), diary.join().unwrap())
    })
}
// ANCHOR_END: program

// ANCHOR: diary
/// What the diary alone can say.
pub fn in_the_diary() -> [i32; 2] {
    let (_, diary) = seen();
    diary
}
// ANCHOR_END: diary

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_missed_and_seen_twice_and_never_go_back() {
        let diaries = interleave::outcomes(in_the_diary);
        let forwards = [[0, 0], [0, 10], [0, 20], [10, 10], [10, 20], [20, 20]];
        assert_eq!(diaries, forwards.into());
    }

    #[test]
    fn two_consumers_see_what_they_see() {
        // Each of the three moments for the display, with each of the six for the diary.
        assert_eq!(interleave::outcomes(seen).len(), 18);
    }
}
