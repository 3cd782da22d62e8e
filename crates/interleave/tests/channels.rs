//! What is special about channels: the rendezvous, and that what did not take place orders nothing.

mod support;

use interleave::FailureKind::DataRace;
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::Relaxed;
use interleave::sync::mpsc::{TryRecvError, TrySendError};
use interleave::sync::{Arc, Mutex, mpsc};
use interleave::{outcomes, thread};
use support::{fails, verified};

/// Nobody waits for the value later, so it is sent only if somebody is there to take it.
#[test]
fn at_a_rendezvous_try_send_needs_a_receiver_that_waits() {
    verified(|| {
        let (to, from) = mpsc::sync_channel(0);
        assert_eq!(to.try_send(1), Err(TrySendError::Full(1)));
        drop(from);
        assert_eq!(to.try_send(2), Err(TrySendError::Disconnected(2)));
    });
    let seen = outcomes(|| {
        let (to, from) = mpsc::sync_channel(0);
        let before = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&before);
        let receiver = thread::spawn(move || {
            theirs.store(1, Relaxed);
            from.recv().ok()
        });
        let sent = to.try_send(7).is_ok();
        // Who waits has done all that comes before.
        let saw = before.load(Relaxed);
        drop(to);
        (sent, saw, receiver.join().unwrap())
    });
    assert_eq!(
        seen,
        [(false, 0, None), (false, 1, None), (true, 1, Some(7))].into()
    );
}

#[test]
fn a_receiver_that_has_given_up_is_not_there_any_more() {
    let seen = outcomes(|| {
        let (to, from) = mpsc::sync_channel(0);
        let sender = thread::spawn(move || to.try_send(7).is_ok());
        let received = from.recv_timeout(std::time::Duration::from_secs(1)).is_ok();
        let again = from.try_recv();
        assert_ne!(again, Ok(7), "`try_recv` waits for nobody");
        (sender.join().unwrap(), received)
    });
    assert_eq!(seen, [(false, false), (true, true)].into());
}

/// A look into an empty channel tells nobody anything.
#[test]
fn what_was_not_received_orders_nothing() {
    let seen = outcomes(|| {
        let (to, from) = mpsc::channel::<()>();
        let flag = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&flag);
        let sender = thread::spawn(move || {
            to.send(()).unwrap();
            theirs.load(Relaxed)
        });
        flag.store(1, Relaxed);
        let empty = from.try_recv() == Err(TryRecvError::Empty);
        (empty, sender.join().unwrap())
    });
    // Empty, so the value was sent later; and yet its sender may not see what was stored before.
    assert!(seen.contains(&(true, 0)), "{seen:?}");
}

#[test]
fn what_was_not_sent_orders_nothing() {
    fails(DataRace, &["data race"], || {
        let (to, from) = mpsc::sync_channel(1);
        let cell = Arc::new(Shared(UnsafeCell::new(0)));
        let theirs = Arc::clone(&cell);
        to.send(()).unwrap();
        let receiver = thread::spawn(move || {
            from.recv().unwrap();
            // SAFETY: none, which is what is to be found.
            unsafe { *theirs.0.get() }
        });
        // SAFETY: as above.
        unsafe { *cell.0.get() = 1 };
        let _full = to.try_send(());
        receiver.join().unwrap();
    });
}

struct Shared(UnsafeCell<u32>);
// SAFETY: the checker watches the accesses.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

/// The lock guards a cell beside it. A loop that looks into it under the lock does see the change.
#[test]
fn a_cell_beside_its_lock_can_be_asked_again_and_again() {
    verified(|| {
        let lock = Arc::new((Mutex::new(()), Shared(UnsafeCell::new(0))));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let _guard = theirs.0.lock().unwrap();
            // SAFETY: under the lock.
            unsafe { *theirs.1.0.get() = 1 };
        });
        loop {
            let _guard = lock.0.lock().unwrap();
            // SAFETY: under the lock.
            if unsafe { *lock.1.0.get() } == 1 {
                break;
            }
        }
        other.join().unwrap();
    });
}
