//! `std::sync::mpsc`: channels, their ends and iterators. The errors are std's own.
//!
//! A channel made outside of an execution is a real one. One made inside lives in the model: the engine keeps count of values and ends
//! and says who may go on, and the values themselves are in a queue here.
use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// std's own: their fields are public.
pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use crate::mirror::execution;
use crate::rt::{self, Loc, Mode, Op, Outcome, Slot};

/// As std's [`channel`](std::sync::mpsc::channel).
#[must_use]
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let loc = Location::caller();
    let (sender, receiver) = if rt::mode() == Mode::Native {
        let (sender, receiver) = std::sync::mpsc::channel();
        (Sending::Unbounded(sender), Receiving::Real(receiver))
    } else {
        modelled(None)
    };
    (
        Sender(End::new(sender, loc)),
        Receiver(End::new(receiver, loc)),
    )
}

/// As std's [`sync_channel`](std::sync::mpsc::sync_channel).
#[must_use]
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let loc = Location::caller();
    let (sender, receiver) = if rt::mode() == Mode::Native {
        let (sender, receiver) = std::sync::mpsc::sync_channel(bound);
        (Sending::Bounded(sender), Receiving::Real(receiver))
    } else {
        modelled(Some(bound))
    };
    (
        SyncSender(End::new(sender, loc)),
        Receiver(End::new(receiver, loc)),
    )
}

fn modelled<T>(cap: Option<usize>) -> (Sending<T>, Receiving<T>) {
    let channel = Arc::new(Channel {
        core: Core {
            slot: Slot::new(),
            cap,
        },
        queue: std::sync::Mutex::default(),
    });
    (
        Sending::Model(Arc::clone(&channel)),
        Receiving::Model(channel),
    )
}

/// A channel of the model.
struct Channel<T> {
    core: Core,
    queue: std::sync::Mutex<Queue<T>>,
}

/// The part that does not depend on the values' type.
struct Core {
    slot: Slot,
    cap: Option<usize>,
}

struct Queue<T> {
    sent: u64,
    /// Each with its number, by which a sender finds it again.
    values: VecDeque<(u64, T)>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue {
            sent: 0,
            values: VecDeque::new(),
        }
    }
}

impl<T> Channel<T> {
    fn queue(&self) -> std::sync::MutexGuard<'_, Queue<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, value: T) -> u64 {
        let mut queue = self.queue();
        queue.sent += 1;
        let number = queue.sent;
        queue.values.push_back((number, value));
        number
    }

    fn pop(&self) -> Option<T> {
        self.queue().values.pop_front().map(|(_, value)| value)
    }

    /// Takes back what was sent and not received.
    fn take_back(&self, number: u64) -> Option<T> {
        let mut queue = self.queue();
        let at = queue.values.iter().position(|(n, _)| *n == number)?;
        queue.values.remove(at).map(|(_, value)| value)
    }

    /// The value that the engine has just given to this thread.
    fn received(&self) -> T {
        self.pop()
            .expect("the engine lets a receiver go on only when a value was sent")
    }
}

impl Core {
    /// Waits for a value. At a rendezvous `try_send` has to know of it.
    fn receive(&self, op: Op, name: &'static str, loc: Loc) -> Outcome {
        if self.cap == Some(0) {
            self.op(Op::RecvWait, name, loc);
        }
        self.op(op, name, loc)
    }

    fn op(&self, op: Op, name: &'static str, loc: Loc) -> Outcome {
        rt::touch(&self.slot, "channel");
        rt::op(&self.slot, op, name, loc)
    }
}

/// One end: what it is the end of, and where it was made (which is where it is said to be dropped, unless by `drop(..)`).
struct End<E: Ending> {
    ending: E,
    made: Loc,
}

impl<E: Ending> End<E> {
    fn new(ending: E, made: Loc) -> Self {
        End { ending, made }
    }
}

/// What happens when an end goes.
trait Ending {
    fn end(&mut self, made: Loc);
}

impl<E: Ending> Drop for End<E> {
    fn drop(&mut self) {
        self.ending.end(self.made);
    }
}

enum Sending<T> {
    Unbounded(std::sync::mpsc::Sender<T>),
    Bounded(std::sync::mpsc::SyncSender<T>),
    Model(Arc<Channel<T>>),
}

enum Receiving<T> {
    Real(std::sync::mpsc::Receiver<T>),
    Model(Arc<Channel<T>>),
}

impl<T> Ending for Sending<T> {
    fn end(&mut self, made: Loc) {
        if let Sending::Model(channel) = self
            && rt::mode() == Mode::Model
        {
            channel
                .core
                .op(Op::SenderDrop, "drop(sender)", execution::drop_site(made));
        }
    }
}

impl<T> Ending for Receiving<T> {
    fn end(&mut self, made: Loc) {
        let Receiving::Model(channel) = self else {
            return;
        };
        if rt::mode() == Mode::Model {
            let loc = execution::drop_site(made);
            channel.core.op(Op::ReceiverDrop, "drop(receiver)", loc);
        }
        // What waits in a channel is dropped with its receiver; at a rendezvous the senders take it back.
        if channel.core.cap != Some(0) {
            let values = std::mem::take(&mut channel.queue().values);
            drop(values);
        }
    }
}

impl<T> Clone for Sending<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self {
            Sending::Unbounded(real) => Sending::Unbounded(real.clone()),
            Sending::Bounded(real) => Sending::Bounded(real.clone()),
            Sending::Model(channel) => {
                if rt::mode() == Mode::Model {
                    channel
                        .core
                        .op(Op::SenderClone, "clone()", Location::caller());
                }
                Sending::Model(Arc::clone(channel))
            }
        }
    }
}

/// A real channel is used in an execution.
#[cold]
fn made_outside(loc: Loc) -> ! {
    match rt::mode() {
        Mode::Model => rt::misuse(
            "this channel was made outside the checked closure, so what is in it would be carried from one execution into the next: \
             call channel() inside the closure that is given to the check"
                .into(),
            loc,
        ),
        _ => rt::abandon(),
    }
}

impl<T> Sending<T> {
    fn send(&self, value: T, loc: Loc) -> Result<(), SendError<T>> {
        match self {
            Sending::Model(channel) => match rt::mode() {
                Mode::Model => channel.send(value, loc),
                Mode::Teardown => {
                    channel.push(value);
                    Ok(())
                }
                // The execution is over, and with it the receiver.
                Mode::Native => Err(SendError(value)),
            },
            _ if rt::mode() != Mode::Native => made_outside(loc),
            Sending::Unbounded(real) => real.send(value),
            Sending::Bounded(real) => real.send(value),
        }
    }

    fn try_send(&self, value: T, loc: Loc) -> Result<(), TrySendError<T>> {
        match self {
            Sending::Model(channel) => match rt::mode() {
                Mode::Model => channel.try_send(value, loc),
                Mode::Teardown => {
                    channel.push(value);
                    Ok(())
                }
                Mode::Native => Err(TrySendError::Disconnected(value)),
            },
            _ if rt::mode() != Mode::Native => made_outside(loc),
            Sending::Unbounded(real) => real.send(value).map_err(TrySendError::from),
            Sending::Bounded(real) => real.try_send(value),
        }
    }
}

impl<T> Channel<T> {
    fn send(&self, value: T, loc: Loc) -> Result<(), SendError<T>> {
        let cap = self.core.cap;
        if self.core.op(Op::Send { cap }, "send()", loc) == Outcome::Disconnected {
            return Err(SendError(value));
        }
        let number = self.push(value);
        if cap == Some(0)
            && self.core.op(Op::SendDone, "send()", loc) == Outcome::Disconnected
            && let Some(value) = self.take_back(number)
        {
            return Err(SendError(value));
        }
        Ok(())
    }

    fn try_send(&self, value: T, loc: Loc) -> Result<(), TrySendError<T>> {
        let cap = self.core.cap;
        match self.core.op(Op::TrySend { cap }, "try_send()", loc) {
            Outcome::Full => Err(TrySendError::Full(value)),
            Outcome::Disconnected => Err(TrySendError::Disconnected(value)),
            _ => {
                self.push(value);
                Ok(())
            }
        }
    }
}

/// As std's [`Sender`](std::sync::mpsc::Sender).
pub struct Sender<T>(End<Sending<T>>);

impl<T> Sender<T> {
    /// As std's.
    ///
    /// # Errors
    /// When the receiver is gone: gives the value back.
    #[track_caller]
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.0.ending.send(t, Location::caller())
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Sender(End::new(self.0.ending.clone(), Location::caller()))
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// As std's [`SyncSender`](std::sync::mpsc::SyncSender).
pub struct SyncSender<T>(End<Sending<T>>);

impl<T> SyncSender<T> {
    /// As std's.
    ///
    /// # Errors
    /// When the receiver is gone: gives the value back.
    #[track_caller]
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.0.ending.send(t, Location::caller())
    }

    /// As std's.
    ///
    /// # Errors
    /// When the channel is full, or the receiver is gone: gives the value back.
    #[track_caller]
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        self.0.ending.try_send(t, Location::caller())
    }
}

impl<T> Clone for SyncSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        SyncSender(End::new(self.0.ending.clone(), Location::caller()))
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

/// As std's [`Receiver`](std::sync::mpsc::Receiver).
pub struct Receiver<T>(End<Receiving<T>>);

impl<T> Receiver<T> {
    /// As std's.
    ///
    /// # Errors
    /// When there is no value now, or never will be one.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_recv_at(Location::caller())
    }

    fn try_recv_at(&self, loc: Loc) -> Result<T, TryRecvError> {
        match &self.0.ending {
            Receiving::Real(real) if rt::mode() == Mode::Native => real.try_recv(),
            Receiving::Real(_) => made_outside(loc),
            Receiving::Model(channel) if rt::mode() == Mode::Model => {
                match channel.core.op(Op::TryRecv, "try_recv()", loc) {
                    Outcome::Empty => Err(TryRecvError::Empty),
                    Outcome::Disconnected => Err(TryRecvError::Disconnected),
                    _ => Ok(channel.received()),
                }
            }
            Receiving::Model(channel) => channel.pop().ok_or(TryRecvError::Disconnected),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When there is no value, and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        let result = self.recv_at("recv()", Location::caller());
        if result.is_err() && rt::mode() == Mode::Teardown {
            // `recv().unwrap()` in a destructor must not panic now.
            rt::abandon();
        }
        result
    }

    fn recv_at(&self, name: &'static str, loc: Loc) -> Result<T, RecvError> {
        match &self.0.ending {
            Receiving::Real(real) if rt::mode() == Mode::Native => real.recv(),
            Receiving::Real(_) => made_outside(loc),
            Receiving::Model(channel) if rt::mode() == Mode::Model => {
                match channel.core.receive(Op::Recv, name, loc) {
                    Outcome::Disconnected => Err(RecvError),
                    _ => Ok(channel.received()),
                }
            }
            Receiving::Model(channel) => channel.pop().ok_or(RecvError),
        }
    }

    /// As std's. In the model both are tried, that the time runs out and that it does not; `timeout` only moves the clock.
    ///
    /// # Errors
    /// When the time ran out, or there is no value and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let loc = Location::caller();
        match &self.0.ending {
            Receiving::Real(real) if rt::mode() == Mode::Native => real.recv_timeout(timeout),
            Receiving::Real(_) => made_outside(loc),
            Receiving::Model(channel) if rt::mode() == Mode::Model => {
                let rendezvous = channel.core.cap == Some(0);
                let op = Op::RecvTimeout { rendezvous };
                match channel.core.receive(op, "recv_timeout()", loc) {
                    Outcome::TimedOut => {
                        execution::advance_clock(timeout);
                        Err(RecvTimeoutError::Timeout)
                    }
                    Outcome::Disconnected => Err(RecvTimeoutError::Disconnected),
                    _ => Ok(channel.received()),
                }
            }
            Receiving::Model(channel) => channel.pop().ok_or(RecvTimeoutError::Disconnected),
        }
    }

    /// As std's.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// As std's.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// As std's [`Iter`](std::sync::mpsc::Iter).
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.recv_at("iter().next()", Location::caller()).ok()
    }
}

/// As std's [`TryIter`](std::sync::mpsc::TryIter).
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv_at(Location::caller()).ok()
    }
}

/// As std's [`IntoIter`](std::sync::mpsc::IntoIter).
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx
            .recv_at("into_iter().next()", Location::caller())
            .ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}
