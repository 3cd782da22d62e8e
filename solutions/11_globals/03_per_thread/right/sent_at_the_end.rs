//@ title: A thread sends its number through a channel when it ends, and whoever asks receives

//! A counter for each thread, and the sum of them all.

use std::cell::Cell;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{LazyLock, Mutex};

/// Where numbers are sent to, and what has come of them.
struct Post {
    sender: Sender<u64>,
    received: Mutex<(Receiver<u64>, u64)>,
}

static POST: LazyLock<Post> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::channel();
    Post {
        sender,
        received: Mutex::new((receiver, 0)),
    }
});

impl Post {
    fn send(&self, hits: u64) {
        self.sender.send(hits).expect("a static is never dropped");
    }
}

/// The hits of a thread. They are sent when it ends.
struct Own(Cell<u64>);

impl Drop for Own {
    fn drop(&mut self) {
        POST.send(self.0.get());
    }
}

thread_local! {
    static OWN: Own = const { Own(Cell::new(0)) };
}

/// Counts a hit of the running thread. A destructor of a thread-local may call it, too.
pub fn hit() {
    // If `OWN` has been dropped, its number is on its way, and this hit goes after it.
    OWN.try_with(|own| own.0.update(|hits| hits + 1))
        .unwrap_or_else(|_| POST.send(1));
}

/// How many hits the running thread has counted.
pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.0.get()).unwrap_or(0)
}

/// How many hits the running thread and all threads that have been joined have counted.
pub fn total_hits() -> u64 {
    let mut received = POST.received.lock().unwrap();
    let (receiver, total) = &mut *received;
    *total += receiver.try_iter().sum::<u64>();
    *total + own_hits()
}
