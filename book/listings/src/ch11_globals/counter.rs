//! A static atomic; and a const, which is no place at all.

use std::thread;

// ANCHOR: program
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static PACKETS_SERVED: AtomicU64 = AtomicU64::new(0);

fn serve() {
    // ... answer the packet ...
    PACKETS_SERVED.fetch_add(1, Relaxed);
}

/// Two threads serve a packet each.
pub fn two_packets() -> u64 {
    let other = thread::spawn(serve);
    serve();
    other.join().unwrap();
    PACKETS_SERVED.load(Relaxed)
}
// ANCHOR_END: program

// ANCHOR: const_fn
/// Packets and bytes, each counted by itself.
struct Traffic {
    packets: AtomicU64,
    bytes: AtomicU64,
}

impl Traffic {
    const fn new() -> Self {
        Traffic {
            packets: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    fn count(&self, bytes: u64) {
        self.packets.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
    }
}

static RECEIVED: Traffic = Traffic::new();
static SENT: Traffic = Traffic::new();
// ANCHOR_END: const_fn

/// Something comes in, and an answer goes out.
pub fn traffic() -> [u64; 4] {
    RECEIVED.count(20);
    SENT.count(300);
    SENT.count(300);
    [&RECEIVED, &SENT]
        .map(|it| [it.packets.load(Relaxed), it.bytes.load(Relaxed)])
        .as_flattened()
        .try_into()
        .unwrap()
}

// ANCHOR: const
#[expect(clippy::declare_interior_mutable_const, reason = "the mistake")]
const IN_A_CONST: AtomicU64 = AtomicU64::new(0);
static IN_A_STATIC: AtomicU64 = AtomicU64::new(0);

/// Adds 1 to both, and returns both.
#[expect(clippy::borrow_interior_mutable_const, reason = "the mistake")]
pub fn const_and_static() -> (u64, u64) {
    IN_A_CONST.fetch_add(1, Relaxed);
    IN_A_STATIC.fetch_add(1, Relaxed);
    (IN_A_CONST.load(Relaxed), IN_A_STATIC.load(Relaxed))
}
// ANCHOR_END: const

// ANCHOR: generic
/// The number of values of *any* type that went by.
fn went_by<T>(_value: T) -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    COUNT.fetch_add(1, Relaxed) + 1
}
// ANCHOR_END: generic

/// A number and a word.
pub fn two_types() -> (u64, u64) {
    (went_by(5), went_by("five"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_packet_is_lost() {
        assert_eq!(interleave::outcomes(two_packets), [2].into());
        assert_eq!(interleave::outcomes(traffic), [[1, 20, 2, 600]].into());
    }

    #[test]
    fn each_use_of_a_const_is_a_new_value() {
        assert_eq!(interleave::outcomes(const_and_static), [(0, 1)].into());
    }

    #[test]
    fn a_static_in_a_generic_function_is_one_for_all_types() {
        assert_eq!(interleave::outcomes(two_types), [(1, 2)].into());
    }
}
