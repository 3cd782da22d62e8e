//! What `Relaxed` does not give: an order between two numbers.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: program
/// One thread writes a price, then says that it is there.
fn price_if_ready() -> Option<u32> {
    let (price, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            price.store(42, Relaxed);
            ready.store(true, Relaxed);
        });
        if !ready.load(Relaxed) {
            return None;
        }
        Some(price.load(Relaxed))
    })
}

/// Whoever sees that it is ready sees the price. Really?
pub fn ready_without_price() {
    assert_ne!(price_if_ready(), Some(0), "ready, and no price");
}
// ANCHOR_END: program

/// What the reader can get.
pub fn price_seen() -> Option<u32> {
    price_if_ready()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn the_flag_can_be_seen_without_the_price() {
        expect::fails(ready_without_price, FailureKind::Panic);
        assert_eq!(
            interleave::outcomes(price_seen),
            [None, Some(0), Some(42)].into()
        );
    }
}
