//! What is taken out of a shared structure is freed when nobody can see it any more.

use crossbeam::epoch::{Atomic, Guard, Owned};
use std::sync::atomic::Ordering;

// ANCHOR: program
/// A value that is replaced while others read it. Nobody waits for anybody.
pub struct Current<T>(Atomic<T>);

impl<T: Send + Sync + 'static> Current<T> {
    /// With a first value.
    pub fn new(value: T) -> Self {
        Current(Atomic::new(value))
    }

    /// The value of this moment. It stays alive while the thread is pinned.
    pub fn read<'g>(&self, pinned: &'g Guard) -> &'g T {
        let value = self.0.load(Ordering::Acquire, pinned);
        // SAFETY: it is never null, and `replace` puts off its destruction until
        // every thread that was pinned before has been unpinned.
        unsafe { value.deref() }
    }

    /// Puts another value in its place.
    pub fn replace(&self, value: T, pinned: &Guard) {
        let old = self.0.swap(Owned::new(value), Ordering::AcqRel, pinned);
        // SAFETY: nobody finds `old` any more. Whoever had found it before is
        // pinned, and it is destroyed after that.
        unsafe { pinned.defer_destroy(old) }
    }
}
// ANCHOR_END: program

impl<T> Drop for Current<T> {
    fn drop(&mut self) {
        // SAFETY: `&mut`: no thread reads it now, and it is never null.
        drop(unsafe {
            std::mem::replace(&mut self.0, Atomic::null()).into_owned()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam::epoch::Collector;
    use std::sync::Arc;
    use std::sync::atomic::AtomicU32;

    /// Counts those of its kind that are gone.
    struct Counted(Arc<AtomicU32>, u32);

    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn what_is_replaced_lives_while_a_reader_is_pinned() {
        let gone = Arc::new(AtomicU32::new(0));
        // A collector of its own: no other test is pinned in it.
        let collector = Collector::new();
        let (reader, writer) = (collector.register(), collector.register());
        let current = Current::new(Counted(Arc::clone(&gone), 1));

        let reading = reader.pin();
        let seen = current.read(&reading);
        current.replace(Counted(Arc::clone(&gone), 2), &writer.pin());
        for _ in 0..1000 {
            writer.pin().flush();
        }
        assert_eq!(gone.load(Ordering::Relaxed), 0, "it is still being read");
        assert_eq!(seen.1, 1);
        drop(reading);

        // The epoch goes on now, and the garbage is collected.
        for _ in 0..1000 {
            writer.pin().flush();
        }
        assert_eq!(gone.load(Ordering::Relaxed), 1);
        assert_eq!(current.read(&reader.pin()).1, 2);
        drop(current);
        assert_eq!(gone.load(Ordering::Relaxed), 2);
    }
}
