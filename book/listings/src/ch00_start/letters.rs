//! Two threads write letters into one log: in which orders can they come?

use std::sync::Mutex;
use std::thread;

// ANCHOR: program
/// One thread writes `a`, then `b`. The other writes `c`.
pub fn letters() -> String {
    let log = Mutex::new(String::new());
    let write = |letter| log.lock().unwrap().push(letter);
    thread::scope(|scope| {
        scope.spawn(|| {
            write('a');
            write('b');
        });
        scope.spawn(|| write('c'));
    });
    log.into_inner().unwrap()
}
// ANCHOR_END: program

/// The same with two letters in each thread: `a`, `b` and `c`, `d`.
pub fn four_letters() -> String {
    let log = Mutex::new(String::new());
    let write = |letter| log.lock().unwrap().push(letter);
    thread::scope(|scope| {
        scope.spawn(|| {
            write('a');
            write('b');
        });
        scope.spawn(|| {
            write('c');
            write('d');
        });
    });
    log.into_inner().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn c_stands_anywhere_but_a_comes_before_b() {
        let orders = interleave::outcomes(letters);
        assert_eq!(orders, ["abc", "acb", "cab"].map(String::from).into());
        assert_eq!(expect::verified(|| drop(letters())), 3);
    }

    #[test]
    fn two_and_two_letters_have_six_orders() {
        let orders = interleave::outcomes(four_letters);
        let expected = ["abcd", "acbd", "acdb", "cabd", "cadb", "cdab"];
        assert_eq!(orders, expected.map(String::from).into());
        assert_eq!(expect::verified(|| drop(four_letters())), 6);
    }
}
