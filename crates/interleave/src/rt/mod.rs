//! The engine as the mirror sees it: what a modelled operation asks for, and what it gets.
//!
//! The mirror (`crate::mirror`) has std's types and signatures and knows nothing of exploring; the engine
//! explores and knows nothing of std's types. They meet here.
#![allow(dead_code, unused_variables)]
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where a mirrored operation was called.
pub(crate) type Loc = &'static Location<'static>;

/// In which world a mirrored operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// No execution on this OS thread: the mirrored type does what std's does, with real threads.
    Native,
    /// Inside an execution: every visible operation goes through this module.
    Model,
    /// An execution is being torn down (its threads are unwound, its values dropped): operations do nothing,
    /// never block, never panic, and return any plausible value.
    Teardown,
}

/// Which world this call is in.
pub(crate) fn mode() -> Mode { todo!() }

/// The identity of a modelled object, embedded in it. Bound to the execution that touches it.
#[derive(Debug)]
pub(crate) struct Slot { key: AtomicU64 }
impl Slot { pub(crate) const fn new() -> Self { Slot { key: AtomicU64::new(0) } } }

/// What [`touch`] found out about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    /// Never touched before: save what is needed to put it back to its initial value.
    Fresh,
    /// Touched earlier in this execution.
    Known,
    /// Touched in an earlier execution (a `static`): put it back to its initial value now.
    Stale,
}
/// Binds the object to this execution. Call it before every use of the object's real data, and before its
/// operation; cheap. Only in `Mode::Model`. `kind` is for the explanation: "Mutex", "AtomicUsize", "channel".
pub(crate) fn touch(slot: &Slot, kind: &'static str) -> Touch { todo!() }

/// How to print an atomic's 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty { Bool, I8, I16, I32, I64, Isize, U8, U16, U32, U64, Usize, Ptr }

/// An atomic object: its slot, its initial value (which the model never changes in place), its type.
#[derive(Clone, Copy)]
pub(crate) struct Atomic<'a> { pub slot: &'a Slot, pub init: u64, pub ty: Ty }

pub(crate) fn load(a: Atomic<'_>, ord: Ordering, loc: Loc) -> u64 { todo!() }
pub(crate) fn store(a: Atomic<'_>, value: u64, ord: Ordering, loc: Loc) { todo!() }
/// `f` gives the new value, or `None` when the operation fails (a compare_exchange whose value differs).
/// `weak`: the operation may also fail though `f` gives a value. Ok(old) or Err(old), as compare_exchange.
/// `name` as in the source: "fetch_add(1)". `f` may be called several times, and must be pure.
pub(crate) fn rmw(a: Atomic<'_>, name: &dyn std::fmt::Display, ord: Ordering, fail: Ordering, weak: bool, f: &dyn Fn(u64) -> Option<u64>, loc: Loc) -> Result<u64, u64> { todo!() }
/// The value that the atomic has at the end, for `&mut self` and `self` methods (`get_mut`, `into_inner`): the
/// modification-order-latest; never a step of its own.
pub(crate) fn latest(a: Atomic<'_>) -> u64 { todo!() }
/// `&mut` access has changed the value (`*a.get_mut() = v`): the next operation sees `value`.
pub(crate) fn reinit(a: Atomic<'_>, value: u64) { todo!() }
pub(crate) fn fence(ord: Ordering, loc: Loc) { todo!() }

/// A visible operation on an object with an abstract state. The engine decides when it can happen, what it is ordered
/// with, and (for the `try_` and time-out forms) which of its outcomes it takes; the mirror moves the real data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    // Mutex (also of a Condvar's wait). Lock waits until it is free -> Done. TryLock -> Done | WouldBlock.
    Lock, TryLock, Unlock,
    // RwLock. Try forms -> Done | WouldBlock. Downgrade: write guard to read guard.
    Read, TryRead, ReadUnlock, Write, TryWrite, WriteUnlock, Downgrade,
    // Condvar. A wait is: CvEnqueue, then Unlock of the mutex, then CvWake, then Lock of the mutex.
    // CvWake -> Done (notified, or spuriously) | TimedOut (only with `timeout`).
    CvEnqueue, CvWake { timeout: bool }, CvNotifyOne, CvNotifyAll,
    // mpsc channel. `cap`: None for channel(), Some(n) for sync_channel(n). The mirror keeps the real queue.
    // Send -> Done | Disconnected (waits while full). TrySend -> Done | Full | Disconnected.
    // Recv -> Done | Disconnected. TryRecv -> Done | Empty | Disconnected. RecvTimeout -> Done | TimedOut | Disconnected.
    // With capacity 0, Send returns when its value has been received: the mirror calls Send, then SendDone.
    Send { cap: Option<usize> }, TrySend { cap: Option<usize> }, SendDone, Recv, TryRecv, RecvTimeout,
    SenderClone, SenderDrop, ReceiverDrop,
    // Barrier of `n`: Arrive, then Leave (waits until n have arrived) -> Leader | Done.
    Arrive { n: usize }, Leave { n: usize },
    // Once/OnceLock/LazyLock. Enter waits while another thread runs the initializer -> Claimed (run it, then
    // OnceFinish) | Done (complete) | Poisoned (only if `ignore_poison` is false). OnceGet -> Done (complete) | Empty | Poisoned.
    OnceEnter { ignore_poison: bool }, OnceFinish { poisoned: bool }, OnceGet,
    // The park token of the thread whose slot it is. Park -> Done (token, or spuriously) | TimedOut.
    Park { timeout: bool }, Unpark,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome { Done, WouldBlock, TimedOut, Disconnected, Empty, Full, Leader, Claimed, Poisoned }

/// Performs `op`. Returns when it has happened. `name` is as in the source: "lock()", "recv()", "drop(guard)".
pub(crate) fn op(slot: &Slot, op: Op, name: &'static str, loc: Loc) -> Outcome { todo!() }

/// A modelled thread of the current execution, 0 is the one that runs the checked closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tid(pub(crate) u32);
/// Starts a modelled thread. `body` never unwinds (the mirror catches panics in it).
///
/// # Safety
/// `body` may borrow from the parent's frame (scoped threads); the mirror joins it before that frame ends.
pub(crate) unsafe fn spawn<'a>(name: Option<&str>, body: Box<dyn FnOnce() + 'a>, loc: Loc) -> Tid { todo!() }
/// Waits until the thread has ended; everything it did happens-before the return.
pub(crate) fn join(tid: Tid, name: &'static str, loc: Loc) { todo!() }
/// Whether the thread has ended (as far as this thread can see).
pub(crate) fn is_finished(tid: Tid, loc: Loc) -> bool { todo!() }
/// The thread that is running now.
pub(crate) fn current() -> Tid { todo!() }
/// A number for the execution in progress, never used twice in a process: key for what must start afresh in each.
pub(crate) fn execution() -> u64 { todo!() }

/// `yield_now`, `spin_loop`: no step of its own, but the sign of a loop that waits.
pub(crate) fn yield_now(name: &'static str, loc: Loc) { todo!() }
/// `sleep`: orders nothing and takes no time; noted in the explanation.
pub(crate) fn sleep(name: &'static str, loc: Loc) { todo!() }
/// Printed text, complete calls of print!/println!/eprint!/eprintln!/dbg!.
pub(crate) fn print(text: std::fmt::Arguments<'_>, loc: Loc) { todo!() }
/// Notes that this modelled thread has begun to panic / has caught its panic. `panicking` is what `thread::panicking()` says.
pub(crate) fn panicking() -> bool { todo!() }
/// To be called where a panic has been caught (`catch_unwind`, the end of a thread). If the payload is the engine's own (the
/// execution is being abandoned), it is rethrown and this does not return.
pub(crate) fn caught(payload: Box<dyn std::any::Any + Send>) -> Box<dyn std::any::Any + Send> { todo!() }
/// `UnsafeCell::get`: the memory may be read or written from here on. The engine tells which, and looks for data races.
pub(crate) fn cell_get(slot: &Slot, ptr: *const u8, size: usize, loc: Loc) { todo!() }
/// Stops the execution with a verdict of Misuse that says what is wrong and what to do instead.
pub(crate) fn misuse(message: String, loc: Loc) -> ! { todo!() }
