//! Queues that never wait.

use crossbeam::queue::{ArrayQueue, SegQueue};

// ANCHOR: array
/// The last so many measurements: when there is no room, the oldest one goes.
pub fn last(count: usize, measurements: &[u32]) -> Vec<u32> {
    let queue = ArrayQueue::new(count);
    for &measurement in measurements {
        queue.force_push(measurement);
    }
    queue.into_iter().collect()
}
// ANCHOR_END: array

// ANCHOR: full
/// A bounded queue that is full says so, and gives the value back.
pub fn pushed_into_a_full_queue() -> Result<(), &'static str> {
    let queue = ArrayQueue::new(1);
    queue.push("first")?;
    queue.push("second")
}
// ANCHOR_END: full

// ANCHOR: seg
/// A pool of buffers. Any thread takes one, and puts it back after use.
#[derive(Default)]
pub struct Buffers(SegQueue<Vec<u8>>);

impl Buffers {
    /// A buffer that somebody has put back, or a new one.
    pub fn take(&self) -> Vec<u8> {
        self.0.pop().unwrap_or_default()
    }

    /// Keeps the buffer, with its memory, for the next one.
    pub fn put_back(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        self.0.push(buffer);
    }
}
// ANCHOR_END: seg

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room() {
        assert_eq!(last(3, &[1, 2, 3, 4, 5]), [3, 4, 5]);
    }

    #[test]
    fn a_full_queue_gives_the_value_back() {
        assert_eq!(pushed_into_a_full_queue(), Err("second"));
    }

    #[test]
    fn a_buffer_that_was_put_back_is_used_again() {
        let buffers = Buffers::default();
        let mut buffer = buffers.take();
        buffer.extend([1; 100]);
        let memory = buffer.as_ptr();
        buffers.put_back(buffer);
        let again = buffers.take();
        assert!(again.is_empty());
        assert_eq!(again.as_ptr(), memory);
    }
}
