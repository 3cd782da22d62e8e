//! Many senders, one receiver: which orders can arrive?

use std::sync::mpsc;
use std::thread;

// ANCHOR: program
/// One thread sends 1 and 2, another sends 10 and 20. What arrives, in order.
pub fn two_producers() -> Vec<u32> {
    let (sender, receiver) = mpsc::channel();
    let other = sender.clone();
    thread::spawn(move || {
        sender.send(1).unwrap();
        sender.send(2).unwrap();
    });
    thread::spawn(move || {
        other.send(10).unwrap();
        other.send(20).unwrap();
    });
    receiver.iter().collect()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_producers_order_is_kept_and_no_other() {
        let set = interleave::outcomes(two_producers);
        assert_eq!(set.len(), 6);
        for order in set {
            let at = |wanted| order.iter().position(|&n| n == wanted).unwrap();
            assert!(at(1) < at(2) && at(10) < at(20), "{order:?}");
        }
    }
}
