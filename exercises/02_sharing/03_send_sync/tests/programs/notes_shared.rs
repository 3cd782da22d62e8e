//! Two threads write through one shared reference.
use std::thread;
use subject::Notes;

fn main() {
    let notes = Notes::default();
    thread::scope(|scope| {
        scope.spawn(|| notes.add("oil the saw"));
        scope.spawn(|| notes.add("buy nails"));
    });
    assert_eq!(notes.into_lines().len(), 2);
}
