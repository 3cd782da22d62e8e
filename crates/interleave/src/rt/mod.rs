//! The engine as the mirror sees it: what a modelled operation asks for, and what it gets.
//!
//! The mirror (`crate::mirror`) has std's types and signatures and knows nothing of exploring; the engine explores and knows
//! nothing of std's types. They meet here. Below:
//!
//! - `explore`: the search, its bounds and its report; `explain`: the failing execution in words.
//! - `run`: one run of the program; `drive`: its loop, and the switches between coroutines; `places`: which object is which.
//! - `ops`, `object_ops`: the visible operations; `branch`: TruSt's branches and revisits.
//! - `graph`, `clock`, `sc`: execution graphs and RC11's axioms; `objects`: locks, channels and the rest as state machines.
//! - `cells`: data races; `spin`, `waiting`: loops that wait; `sample`: random runs; `linear`: an order for people; `record`: its steps.

mod branch;
mod cells;
mod clock;
mod drive;
mod explain;
pub(crate) mod explore;
mod graph;
mod linear;
mod object_ops;
mod objects;
mod ops;
mod parallel;
mod places;
mod reasons;
mod record;
mod run;
mod sample;
mod sc;
mod spin;
mod stale;
mod waiting;

use graph::{Event, Kind};
use objects::OpCode;
pub(crate) use run::MAX_STEPS;
use run::{Gate, Run, Step};
use spin::Stack;
use std::cell::Cell;
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

thread_local! {
    /// The run on this OS thread.
    static CURRENT: Cell<*mut Run> = const { Cell::new(std::ptr::null_mut()) };
    static LAST_LOC: Cell<Option<Loc>> = const { Cell::new(None) };
    static TEARDOWN_CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Operations in destructors of an abandoned execution, after which its thread is given up (it may wait in a loop for what can
/// no longer come).
const MOST_TEARDOWN_CALLS: u32 = 100_000;

fn run() -> *mut Run {
    CURRENT.get()
}

/// Which world this call is in.
pub(crate) fn mode() -> Mode {
    let run = run();
    if run.is_null() {
        return Mode::Native;
    }
    // SAFETY: the pointer names the run of this OS thread, alive while it is set; no reference to it is alive here.
    if unsafe { !(*run).teardown } {
        return Mode::Model;
    }
    let calls = TEARDOWN_CALLS.get() + 1;
    TEARDOWN_CALLS.set(calls);
    if calls > MOST_TEARDOWN_CALLS {
        abandon();
    }
    Mode::Teardown
}

/// Gives up a coroutine that cannot be unwound: it is never resumed, and what it owns leaks. Only in teardown.
pub(crate) fn abandon() -> ! {
    loop {
        TEARDOWN_CALLS.set(0);
        let run = run();
        // SAFETY: the yielder belongs to the coroutine that is running.
        unsafe { (*(*run).yielder()).suspend(()) };
    }
}

/// The identity of a modelled object, embedded in it. Bound to the execution that touches it.
#[derive(Debug)]
pub(crate) struct Slot {
    key: AtomicU64,
}

impl Slot {
    pub(crate) const fn new() -> Self {
        Slot {
            key: AtomicU64::new(0),
        }
    }
}

/// The process's `abort`, in place of the C library's, for what std does when a panic leaves a destructor that runs because of another
/// one: in an execution that is the end of the execution, and not of the test process. Not on Windows, where std does not call it.
#[cfg(unix)]
#[unsafe(no_mangle)]
extern "C" fn abort() -> ! {
    match mode() {
        Mode::Native => {
            // SAFETY: plain calls of the C library: what its own `abort` does.
            unsafe {
                libc::signal(libc::SIGABRT, libc::SIG_DFL);
                libc::raise(libc::SIGABRT);
                libc::_exit(134)
            }
        }
        Mode::Teardown => abandon(),
        Mode::Model => {
            let run = run();
            // SAFETY: as in `visible`. The coroutine is never resumed.
            unsafe {
                (&mut *run).aborts();
                loop {
                    suspend(run);
                }
            }
        }
    }
}

/// What [`touch`] found out about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    /// Never touched before.
    Fresh,
    /// Touched earlier in this execution.
    Known,
    /// Touched in an earlier execution.
    Stale,
}

/// Marks the object as used in this execution. Only in `Mode::Model`. `kind` is for the explanation: "Mutex", "channel".
pub(crate) fn touch(slot: &Slot, kind: &'static str) -> Touch {
    // SAFETY: see `mode`; the borrow ends with the call.
    unsafe { (&mut *run()).touch(slot, kind) }
}

/// The mirror has written to these bytes of an object for purposes of its own. Only in `Mode::Model`.
pub(crate) fn bookkept(start: *const u8, size: usize) {
    // SAFETY: as in `touch`.
    unsafe {
        if (*run()).cells.has_open() {
            (&mut *run()).cells.forgive(start, size);
        }
    }
}

/// How to print an atomic's 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    Bool,
    /// Whether a lock is poisoned.
    Poison,
    I8,
    I16,
    I32,
    I64,
    Isize,
    U8,
    U16,
    U32,
    U64,
    Usize,
    Ptr,
}

impl Ty {
    fn type_name(self) -> &'static str {
        match self {
            Ty::Bool => "AtomicBool",
            Ty::Poison => "poison flag",
            Ty::I8 => "AtomicI8",
            Ty::I16 => "AtomicI16",
            Ty::I32 => "AtomicI32",
            Ty::I64 => "AtomicI64",
            Ty::Isize => "AtomicIsize",
            Ty::U8 => "AtomicU8",
            Ty::U16 => "AtomicU16",
            Ty::U32 => "AtomicU32",
            Ty::U64 => "AtomicU64",
            Ty::Usize => "AtomicUsize",
            Ty::Ptr => "AtomicPtr",
        }
    }
}

/// An atomic object: its slot, its initial value (which the model never changes in place), its type.
#[derive(Clone, Copy)]
pub(crate) struct Atomic<'a> {
    pub(crate) slot: &'a Slot,
    pub(crate) init: u64,
    pub(crate) ty: Ty,
}

/// Does a visible operation: tries, and lets other threads go on until it can be done.
#[inline(always)]
fn visible<T>(loc: Loc, step: impl FnMut(&mut Run, &Stack) -> Step<T>) -> T {
    spin::scrub::<96>();
    let done = do_visibly(loc, step);
    // The engine's frames reached far below the mark, and later calls of the program will have theirs there. To what changes
    // something no state is compared.
    if watched() {
        spin::scrub::<512>();
    }
    done
}

/// Whether the running thread may be in a loop that waits.
fn watched() -> bool {
    let run = run();
    // SAFETY: as in `mode`.
    unsafe { (&(*run).threads)[(*run).current as usize].spin.watches() }
}

/// A frame of its own, below those of the program and above those in which the operation is done: the mark of the stack.
#[inline(never)]
fn do_visibly<T>(loc: Loc, step: impl FnMut(&mut Run, &Stack) -> Step<T>) -> T {
    let mark = 0;
    do_when_possible(loc, &Stack::from(&mark), step)
}

#[inline(never)]
fn do_when_possible<T>(
    loc: Loc,
    stack: &Stack,
    mut step: impl FnMut(&mut Run, &Stack) -> Step<T>,
) -> T {
    LAST_LOC.set(Some(loc));
    let run = run();
    // SAFETY: as in `mode`; each borrow ends before `suspend` switches.
    unsafe {
        (*run).settle_cells(None);
        loop {
            let done = step(&mut *run, stack);
            if (*run).end.is_none()
                && let Step::Done(value) = done
            {
                return value;
            }
            suspend(run);
        }
    }
}

/// # Safety
/// Called on the coroutine of the run's current thread, with no reference to the run alive.
unsafe fn suspend(run: *mut Run) {
    // SAFETY: as above; the yielder lives as long as the coroutine.
    unsafe {
        (*(*run).yielder()).suspend(());
        if (*run).teardown {
            TEARDOWN_CALLS.set(0);
            std::panic::resume_unwind(Box::new(run::Killed));
        }
    }
}

pub(crate) fn load(a: Atomic<'_>, ord: Ordering, loc: Loc) -> u64 {
    visible(loc, |run, stack| run.load(a, ord, stack, loc))
}

pub(crate) fn store(a: Atomic<'_>, value: u64, ord: Ordering, loc: Loc) {
    visible(loc, |run, _| run.store(a, value, ord, loc));
}

/// `f` gives the new value, or `None` when the operation fails (a compare_exchange whose value differs).
/// `weak`: the operation may also fail though `f` gives a value. Ok(old) or Err(old), as compare_exchange.
/// `name` as in the source: "fetch_add(1)". `f` may be called several times, and must be pure.
pub(crate) fn rmw(
    a: Atomic<'_>,
    name: &dyn std::fmt::Display,
    ord: Ordering,
    fail: Ordering,
    weak: bool,
    f: &dyn Fn(u64) -> Option<u64>,
    loc: Loc,
) -> Result<u64, u64> {
    let op = ops::Rmw {
        name,
        ord,
        fail,
        weak,
        f,
    };
    visible(loc, |run, stack| run.rmw(a, &op, stack, loc))
}

/// The value that the atomic has, for `&mut self` and `self` methods and in teardown: the newest in modification order.
pub(crate) fn latest(a: Atomic<'_>) -> u64 {
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).latest(a) }
}

pub(crate) fn fence(ord: Ordering, loc: Loc) {
    visible(loc, |run, _| run.fence(ord, loc));
}

/// A visible operation on an object with an abstract state. The engine decides when it can happen, what it is ordered
/// with, and (for the `try_` and time-out forms) which of its outcomes it takes; the mirror moves the real data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    // Mutex (also of a Condvar's wait). Lock waits until it is free -> Done. TryLock -> Done | WouldBlock.
    Lock,
    TryLock,
    Unlock { changed: bool },
    // RwLock. Try forms -> Done | WouldBlock. Downgrade: write guard to read guard.
    Read,
    TryRead,
    ReadUnlock,
    Write,
    TryWrite,
    WriteUnlock { changed: bool },
    Downgrade,
    // Condvar. A wait is: CvEnqueue, then Unlock of the mutex, then CvWake, then Lock of the mutex.
    // CvWake -> Done (notified, or spuriously) | TimedOut (only with `timeout`).
    CvEnqueue,
    CvWake { timeout: bool },
    CvNotifyOne,
    CvNotifyAll,
    // mpsc channel. `cap`: None for channel(), Some(n) for sync_channel(n). The mirror keeps the real queue.
    // Send -> Done | Disconnected (waits while full). TrySend -> Done | Full | Disconnected.
    // Recv -> Done | Disconnected. TryRecv -> Done | Empty | Disconnected. RecvTimeout -> Done | TimedOut | Disconnected.
    // With capacity 0, Send returns when its value has been received: the mirror calls Send, then SendDone -> Done | Disconnected.
    // And TrySend is Done only while a receiver waits, so the mirror calls RecvWait before Recv and RecvTimeout.
    Send { cap: Option<usize> },
    TrySend { cap: Option<usize> },
    SendDone,
    RecvWait,
    Recv,
    TryRecv,
    RecvTimeout { rendezvous: bool },
    SenderClone,
    SenderDrop,
    ReceiverDrop,
    // Barrier of `n`: Arrive, then Leave (waits until n have arrived) -> Leader | Done.
    Arrive { n: usize },
    Leave { n: usize },
    // Once/OnceLock/LazyLock. Enter waits while another thread runs the initializer -> Claimed (run it, then
    // OnceFinish) | Done (complete) | Poisoned (only if `ignore_poison` is false). OnceGet -> Done (complete) | Empty | Poisoned.
    // OnceWait waits until complete -> Done, or Poisoned (only if `ignore_poison` is false).
    OnceEnter { ignore_poison: bool },
    OnceFinish { poisoned: bool },
    OnceGet,
    OnceWait { ignore_poison: bool },
    // The park token of the thread whose slot it is. Park -> Done (token, or spuriously) | TimedOut.
    Park { timeout: bool },
    Unpark,
}

/// What came of an [`Op`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    WouldBlock,
    TimedOut,
    Disconnected,
    Empty,
    Full,
    Leader,
    Claimed,
    Poisoned,
}

/// Performs `op`. Returns when it has happened. `name` is as in the source: "lock()", "recv()", "drop(guard)".
pub(crate) fn op(slot: &Slot, op: Op, name: &'static str, loc: Loc) -> Outcome {
    visible(loc, |run, stack| run.object(slot, op, name, stack, loc))
}

/// A modelled thread of the current execution, 0 is the one that runs the checked closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tid(pub(crate) u32);

/// Starts a modelled thread. `body` never unwinds but by the engine's own payload (the mirror catches panics in it).
///
/// # Safety
/// `body` may borrow from the parent's frame (scoped threads); the mirror joins it before that frame ends.
pub(crate) unsafe fn spawn<'a>(name: Option<&str>, body: Box<dyn FnOnce() + 'a>, loc: Loc) -> Tid {
    // SAFETY: the caller keeps what the body borrows alive until the thread has been joined or unwound.
    let body: Box<dyn FnOnce()> =
        unsafe { std::mem::transmute::<Box<dyn FnOnce() + 'a>, Box<dyn FnOnce()>>(body) };
    let t = visible(loc, |run, _| run.spawn(loc));
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).start(t, name, body, loc) };
    Tid(t.into())
}

/// Waits until the thread has ended; everything it did happens-before the return.
pub(crate) fn join(tid: Tid, name: &'static str, loc: Loc) {
    visible(loc, |run, stack| {
        run.on_thread(tid.0, OpCode::Join, name, stack, loc)
    });
}

/// Whether the thread has ended (as far as this thread can see).
pub(crate) fn is_finished(tid: Tid, loc: Loc) -> bool {
    visible(loc, |run, stack| {
        run.on_thread(tid.0, OpCode::IsFinished, "is_finished()", stack, loc)
    }) == Outcome::Done
}

/// Ends the execution with a failure unless every thread has ended before what the running one has done.
pub(crate) fn all_must_have_ended() {
    let run = run();
    // SAFETY: as in `visible`.
    unsafe {
        (&mut *run).all_must_have_ended();
        while (*run).end.is_some() {
            suspend(run);
        }
    }
}

/// The thread that is running now.
pub(crate) fn current() -> Tid {
    // SAFETY: as in `mode`.
    Tid(unsafe { (*run()).current }.into())
}

/// A number for the execution in progress, never used twice in a process: key for what must start afresh in each.
pub(crate) fn execution() -> u64 {
    // SAFETY: as in `mode`.
    unsafe { (*run()).generation }
}

/// Where this thread's latest operation was called, for operations that have no caller (a guard's drop).
pub(crate) fn last_loc() -> Loc {
    LAST_LOC.get().unwrap_or(Location::caller())
}

/// `yield_now`, `spin_loop`: no step of its own. That a loop waits is seen from its state; a loop that does nothing else never ends.
pub(crate) fn yield_now(_name: &'static str, loc: Loc) {
    visible(loc, |run, stack| run.yields(stack, loc));
}

/// The thread asks for the time, which has moved on: a loop that does so is not the same again.
pub(crate) fn looks_at_the_clock() {
    if mode() == Mode::Model {
        // SAFETY: as in `mode`.
        unsafe { (&mut *run()).thread().spin.clear() };
    }
}

/// `sleep`: orders nothing and takes no time; noted in the explanation. A loop that does nothing else never ends.
pub(crate) fn sleep(name: &'static str, loc: Loc) {
    no_step();
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).record_plain(name, "takes no time here, and orders nothing", loc) };
}

/// What is no step, and yet must not be done for ever.
fn no_step() {
    let run = run();
    // SAFETY: as in `visible`.
    unsafe {
        (&mut *run).no_step();
        while (*run).end.is_some() {
            suspend(run);
        }
    }
}

/// Printed text, complete calls of print!/println!/eprint!/eprintln!/dbg!. No step; a loop that does nothing else never ends.
pub(crate) fn print(text: std::fmt::Arguments<'_>, loc: Loc) {
    // Formatting may itself do modelled operations, so it is done first.
    let text = text.to_string();
    no_step();
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).record_print(&text, loc) };
}

/// What `thread::panicking()` says of the running modelled thread.
pub(crate) fn panicking() -> bool {
    // SAFETY: as in `mode`.
    unsafe { (&(*run()).threads)[(*run()).current as usize].panicking }
}

/// Notes that the running modelled thread unwinds (or no longer does) where no panic hook said so: at `resume_unwind`, and after
/// a panic was caught in a destructor that itself runs during an unwinding.
pub(crate) fn set_panicking(panicking: bool) {
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).thread().panicking = panicking };
}

/// To be called where a panic has been caught (`catch_unwind`, the end of a thread). If the payload is the engine's own (the
/// execution is being abandoned), it is rethrown and this does not return.
pub(crate) fn caught(payload: Box<dyn std::any::Any + Send>) -> Box<dyn std::any::Any + Send> {
    if payload.is::<run::Killed>() {
        std::panic::resume_unwind(payload);
    }
    // SAFETY: as in `mode`.
    unsafe { (&mut *run()).thread().panicking = false };
    payload
}

/// `UnsafeCell::get`: the memory may be read or written from here on. The engine tells which, and looks for data races.
pub(crate) fn cell_get(slot: &Slot, ptr: *const u8, size: usize, loc: Loc) {
    let run = run();
    // SAFETY: as in `visible`.
    unsafe {
        (&mut *run).cell_get(slot, ptr, size, loc);
        while (*run).end.is_some() || matches!((&mut *run).looks(loc), Step::Wait) {
            suspend(run);
        }
    }
}

/// An `UnsafeCell` is about to be dropped: what was done to it is looked at while its memory is still there. No step, and never
/// suspends: it is called while values are dropped.
pub(crate) fn cell_gone(slot: &Slot) {
    let run = run();
    // SAFETY: as in `mode`.
    unsafe {
        let cell = (&*run).known_place(slot);
        if let Some(cell) = cell {
            (&mut *run).settle_cells(Some(cell.into()));
        }
    }
}

/// Stops the execution with a verdict of Misuse that says what is wrong and what to do instead.
pub(crate) fn misuse(message: String, loc: Loc) -> ! {
    let run = run();
    // SAFETY: as in `visible`. While the thread unwinds it must not be unwound again, so it is left suspended.
    unsafe {
        (&mut *run).misuse(message, loc);
        loop {
            suspend(run);
        }
    }
}

/// The body of a coroutine: the thread's first and last events around the body.
fn enter_thread(yielder: &corosensei::Yielder<(), ()>, body: Box<dyn FnOnce()>) {
    let run = run();
    // SAFETY: as in `visible`.
    unsafe { (&mut *run).set_yielder(yielder) };
    let loc = Location::caller();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        visible(loc, |run, _| run.begin(loc));
        body();
        visible(loc, |run, stack| {
            run.on_thread(current().0, OpCode::End, "ends", stack, loc)
        });
    }));
    // Only the engine's own payload comes through: the execution is over.
    drop(result);
}

impl Run {
    fn begin(&mut self, at: Loc) -> Step<()> {
        match self.gate() {
            Gate::Wait => return Step::Wait,
            Gate::Replay(pos) if self.events[pos].kind == Kind::Begin => self.execute(pos, 0),
            Gate::Replay(_) => self.diverged(at),
            Gate::New => {
                let e = Event::new(Kind::Begin, self.next_id());
                self.append(e, 0);
                self.operation_done();
            }
        }
        Step::Done(())
    }

    fn spawn(&mut self, at: Loc) -> Step<u8> {
        match self.gate() {
            Gate::Wait => Step::Wait,
            Gate::Replay(pos) => {
                if self.events[pos].kind != Kind::Spawn {
                    self.diverged(at);
                    return Step::Wait;
                }
                self.execute(pos, 0);
                self.thread().spin.clear();
                Step::Done(self.events[pos].param as u8)
            }
            Gate::New => {
                let Some(t) = self.free_tid() else {
                    let most = clock::MAX_THREADS;
                    self.misuse(
                        format!("more than {most} threads in one execution: check with fewer"),
                        at,
                    );
                    return Step::Wait;
                };
                let mut e = Event::new(Kind::Spawn, self.next_id());
                e.param = t.into();
                self.append(e, 0);
                self.operation_done();
                self.thread().spin.clear();
                Step::Done(t)
            }
        }
    }

    fn start(&mut self, t: u8, name: Option<&str>, body: Box<dyn FnOnce()>, at: Loc) {
        self.add_thread(t, name, body);
        if self.recorder.is_some() {
            let starts = format!("starts thread {}", self.thread_name(t));
            self.record_plain("spawn", &starts, at);
        }
    }

    /// An operation on a thread as an object: its end, and those who wait for it.
    fn on_thread(
        &mut self,
        tid: u32,
        op: OpCode,
        name: &'static str,
        stack: &Stack,
        at: Loc,
    ) -> Step<Outcome> {
        let place = |run: &mut Run, wanted: Option<u32>| {
            let place = wanted.unwrap_or(tid);
            run.thread_place(place);
            place
        };
        self.object_at(place, op, 0, name, stack, at)
    }

    fn latest(&mut self, a: Atomic<'_>) -> u64 {
        let Some(loc) = self.known_place(a.slot) else {
            return a.init;
        };
        let newest = self.places[loc as usize]
            .writes
            .iter()
            .map(|&p| self.events[p as usize])
            .filter(|e| self.executed(e.id))
            .max_by_key(|e| e.rank);
        newest.map_or(a.init, |e| self.value_of(e.id, loc))
    }

    fn cell_get(&mut self, slot: &Slot, ptr: *const u8, size: usize, at: Loc) {
        let cell = self.cell_of(slot);
        // What was done through an earlier pointer to this cell is over.
        self.settle_cells(Some(cell));
        // The head may lie inside of another cell.
        self.cells
            .forgive(std::ptr::from_ref(slot).cast(), size_of::<Slot>());
        let step = self.record_cell(cell, at);
        let th = &self.threads[self.current as usize];
        let (t, n, hb) = (self.current, th.next, th.hb);
        if let Some(race) = self.cells.get(cell, ptr, size, t, n, &hb, at, step) {
            self.race(&race);
        }
    }

    /// The running thread is about to do something visible: its accesses to cells so far are over (or those to one cell).
    fn settle_cells(&mut self, only: Option<u64>) {
        if !self.cells.has_open() {
            return;
        }
        let hb = self.threads[self.current as usize].hb;
        let Run {
            cells, recorder, ..
        } = self;
        let mut wrote = false;
        let race = cells.settle(&hb, only, |step| {
            wrote = true;
            if let Some(rec) = recorder {
                "write".clone_into(&mut rec.steps[step].action);
            }
        });
        self.thread().wrote |= wrote;
        if let Some(race) = race {
            self.race(&race);
        }
    }
}
