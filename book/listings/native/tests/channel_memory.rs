//! The memory that a queue takes: measured in bytes, so the result depends on no clock.

use listings_native::ch04_channels::memory::{self, Counting};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test, because the peak is that of the whole process.
#[test]
fn a_bound_on_the_queue_is_a_bound_on_the_memory() {
    let without = memory::peak(memory::without_bound);
    let with = memory::peak(memory::with_room_for_ten);
    assert!(
        without >= 1000 * 10_000,
        "all frames were in memory at once: {without}"
    );
    // Ten in the queue, one in the producer's hand, one in the consumer's, and
    // what a thread and a queue take.
    assert!(
        with <= 12 * 10_000 + 20_000,
        "no more than twelve frames were: {with}"
    );
}
