//! Thread-locals: one name, and a value for each thread.

use std::cell::RefCell;
use std::thread;

// ANCHOR: program
use std::cell::Cell;

thread_local! {
    static HITS: Cell<u32> = const { Cell::new(0) };
}

fn hit() {
    HITS.set(HITS.get() + 1);
}

/// One hit there, two hits here. Returns what each thread sees.
pub fn hits_here_and_there() -> (u32, u32) {
    let other = thread::spawn(|| {
        hit();
        HITS.get()
    });
    hit();
    hit();
    let there = other.join().unwrap();
    (HITS.get(), there)
}
// ANCHOR_END: program

// ANCHOR: buffer
thread_local! {
    /// Text that is on its way, so that not every line needs new memory.
    static BUFFER: RefCell<String> = RefCell::new(String::with_capacity(80));
}

/// Calls `write` with a line that is put together in this thread's buffer.
fn with_line(words: &[&str], write: impl FnOnce(&str)) {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.clear();
        for word in words {
            buffer.push_str(word);
            buffer.push(' ');
        }
        write(buffer.trim_end());
    });
}
// ANCHOR_END: buffer

/// The lengths of two lines, put together on two threads.
pub fn two_lines() -> (usize, usize) {
    let length = |words: &'static [&str]| {
        let mut length = 0;
        with_line(words, |line| length = line.len());
        length
    };
    let other = thread::spawn(move || length(&["one", "word"]));
    let mine = length(&["and", "two", "more"]);
    (mine, other.join().unwrap())
}

/// A line within a line.
pub fn a_line_in_a_line() {
    with_line(&["outer"], |_| with_line(&["inner"], |_| {}));
}

// ANCHOR: sum
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What the threads have counted that have ended.
static ENDED: AtomicU32 = AtomicU32::new(0);

struct Own(Cell<u32>);

impl Drop for Own {
    fn drop(&mut self) {
        ENDED.fetch_add(self.0.get(), Relaxed);
    }
}

thread_local! {
    static OWN: Own = const { Own(Cell::new(0)) };
}

/// Two threads count, and end. Returns the sum.
pub fn added_up_at_the_end() -> u32 {
    let threads = [1, 2].map(|n| {
        thread::spawn(move || OWN.with(|own| own.0.set(own.0.get() + n)))
    });
    for thread in threads {
        thread.join().unwrap();
    }
    ENDED.load(Relaxed)
}
// ANCHOR_END: sum

// ANCHOR: destroyed
/// Says whether `OWN` was still there when it was dropped itself.
struct Last;

static WAS_THERE: AtomicU32 = AtomicU32::new(0);

impl Drop for Last {
    fn drop(&mut self) {
        if OWN.try_with(|_| {}).is_ok() {
            WAS_THERE.fetch_add(1, Relaxed);
        }
    }
}
// ANCHOR_END: destroyed

thread_local! {
    static LAST: Last = const { Last };
}

/// Makes `LAST` and `OWN`, in this order or the other one. Returns how often
/// `OWN` was still there.
pub fn own_was_there(last_is_made_first: bool) -> u32 {
    let thread = thread::spawn(move || {
        if last_is_made_first {
            LAST.with(|_| {});
        }
        OWN.with(|_| {});
        LAST.with(|_| {});
    });
    thread.join().unwrap();
    WAS_THERE.load(Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn each_thread_has_its_own() {
        assert_eq!(interleave::outcomes(hits_here_and_there), [(2, 1)].into());
        assert_eq!(interleave::outcomes(two_lines), [(12, 8)].into());
    }

    #[test]
    fn a_buffer_cannot_be_used_while_it_is_used() {
        let text = expect::fails(a_line_in_a_line, FailureKind::Panic);
        assert!(text.contains("RefCell already borrowed"), "{text}");
    }

    #[test]
    fn what_was_counted_is_there_after_join() {
        assert_eq!(interleave::outcomes(added_up_at_the_end), [3].into());
    }

    /// The order is that of the model and of the pinned toolchain; nothing
    /// promises it.
    #[test]
    fn a_destructor_may_find_others_dropped() {
        let made_first = interleave::outcomes(|| own_was_there(true));
        assert_eq!(made_first, [0].into());
        let made_last = interleave::outcomes(|| own_was_there(false));
        assert_eq!(made_last, [1].into());
    }
}
