//! One run of the program: replays what its graph holds, then goes on from there.
//!
//! Each modelled thread is a coroutine, all on one OS thread. A visible operation (`step` in the other files of this
//! module) either happens or leaves the thread suspended; the loop in [`Run::drive`] decides who goes on. While events of
//! the loaded graph are unexecuted, operations are answered from it, each as soon as what it depends on has been executed,
//! so real memory sees the same order. After that the lowest-numbered thread that can move does: a function of the graph,
//! as the exploration needs it to be.

use super::cells::Cells;
use super::clock::{Clock, Id, MAX_THREADS};
use super::graph::{Event, Info, Kind, NOWHERE, RMW, acquires, releases};
use super::objects::{self, Grant, OpCode, State};
use super::record::Recorder;
use super::spin::{Idling, Spin};
use super::{Loc, Slot, Touch, Ty};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use interleave_trace::FailureKind;
use std::sync::atomic::{AtomicU64, Ordering};

/// The bytes of stack that a modelled thread has (std's own default for spawned threads).
const STACK_BYTES: usize = 2 << 20;

/// What a visible operation came to.
pub(crate) enum Step<T> {
    Done(T),
    /// The thread has to be suspended, and asks again when it is resumed.
    Wait,
}

/// Where a thread's next operation stands.
pub(crate) enum Gate {
    /// It is in the graph, at this position.
    Replay(usize),
    /// It is new, and it is this thread's turn.
    New,
    Wait,
}

/// An operation that a thread is about to do, for whoever has to explain or reconsider it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pending {
    Nothing,
    Object {
        loc: u32,
        op: OpCode,
        param: u32,
        name: &'static str,
        at: Loc,
    },
    /// A loop that reads the same again and again; it waits for a newer write.
    Spin {
        at: Loc,
    },
    Other,
}

/// Why a run ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// The checked closure returned, and every other thread has ended or waits for ever.
    Complete,
    /// An execution that another one covers.
    Pruned,
    /// A limit was hit: which.
    Limit(String),
    Failed {
        kind: FailureKind,
        message: String,
        at: Option<Spot>,
    },
}

/// A place in a source file, owned: a panic's location does not outlive its hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl From<Loc> for Spot {
    fn from(at: Loc) -> Spot {
        Spot {
            file: at.file().to_owned(),
            line: at.line(),
            column: at.column(),
        }
    }
}

type Co = Coroutine<(), (), (), DefaultStack>;

pub(crate) struct Thread {
    /// How many of its events have been executed.
    pub(crate) next: u16,
    pub(crate) hb: Clock,
    pub(crate) porf: Clock,
    /// What an acquire fence would synchronize with: the releases that relaxed reads have read from.
    acq: Clock,
    /// What happens-before the last release fence.
    rel: Clock,
    pub(crate) blocked: bool,
    pub(crate) exists: bool,
    /// Blocked only because another execution covers what it would do here.
    pub(crate) asleep: bool,
    pub(crate) finished: bool,
    /// In a replay: the event that has to be executed first.
    needs: Option<Id>,
    pub(crate) pending: Pending,
    pub(crate) panicking: bool,
    pub(crate) panicked: bool,
    pub(crate) panic: Option<(String, Option<Spot>)>,
    pub(crate) name: Option<String>,
    /// Its time-out may fire: nothing else can move.
    pub(crate) idle: bool,
    pub(crate) spin: Spin,
    pub(crate) yields: Idling,
    pub(crate) looks: Idling,
    pub(crate) stack_base: usize,
    co: Option<Co>,
    body: Option<Box<dyn FnOnce()>>,
    yielder: *const Yielder<(), ()>,
}

/// What is known of a location: an atomic's, a fence's, an object's.
pub(crate) struct Place {
    pub(crate) kind: &'static str,
    pub(crate) ty: Ty,
    pub(crate) init: u64,
    /// Positions in the graph, by stamp.
    pub(crate) writes: Vec<u32>,
    pub(crate) reads: Vec<u32>,
    pub(crate) objects: Vec<u32>,
}

/// Who decides what a new event does.
pub(crate) enum Chooser {
    /// The default; the other choices are pushed for later.
    Explore,
    /// A list of threads and choices, made earlier.
    Script { steps: Vec<(u8, u32)>, at: usize },
    /// At random.
    Sample(Box<super::sample::Sampler>),
}

pub(crate) struct Run {
    pub(crate) events: Vec<Event>,
    pub(crate) info: Vec<Info>,
    pub(crate) by_thread: Vec<Vec<u32>>,
    pub(crate) threads: Vec<Thread>,
    pub(crate) places: Vec<Place>,
    /// How many events were loaded, and how many events have been executed.
    loaded: usize,
    executed: usize,
    /// The threads that may move at the frontier, as a bit set.
    pub(crate) ready: u32,
    /// The positions of the ghosts.
    pub(crate) ghosts: Vec<u32>,
    pub(crate) current: u8,
    /// The thread whose read-modify-write has read and not yet written.
    pub(crate) half: Option<u8>,
    pub(crate) generation: u64,
    pub(crate) chooser: Chooser,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) cells: Cells,
    pub(crate) end: Option<End>,
    /// Two accesses that race: the next events of their threads.
    pub(crate) raced: Option<(Id, Id)>,
    pub(crate) teardown: bool,
    pub(crate) sc_events: usize,
    pub(crate) max_steps: usize,
    /// How often time-outs fired because nothing else could move, since something else did.
    idle_rounds: usize,
    /// Graphs to explore later.
    pub(crate) pushed: Vec<Vec<Event>>,
    /// Whether other choices are kept for later; not in replays and samples.
    pub(crate) branching: bool,
    next_place: u32,
    stacks: Vec<DefaultStack>,
}

/// The default of the most steps of one execution. What is checked takes some dozens; a loop without end takes all.
pub(crate) const MAX_STEPS: usize = 5_000;

/// What is said when a run does not do what its graph or its script says.
pub(crate) const DIVERGED: &str = "the program did something else when it was run again: a check must depend on nothing but its own threads \
     (no clock, no random numbers, no addresses, no state that outlives an execution)";

/// Numbers the executions of the process. The upper bits of a slot's key.
static GENERATION: AtomicU64 = AtomicU64::new(1);
const PLACE_BITS: u32 = 20;
const UNPLACED: u64 = (1 << PLACE_BITS) - 1;

/// The payload with which the engine unwinds a thread of an execution that is over.
pub(crate) struct Killed;

impl Run {
    pub(crate) fn new() -> Run {
        Run {
            events: vec![],
            info: vec![],
            by_thread: vec![],
            threads: vec![],
            places: vec![],
            loaded: 0,
            executed: 0,
            ready: 0,
            ghosts: vec![],
            current: 0,
            half: None,
            generation: 0,
            chooser: Chooser::Explore,
            recorder: None,
            cells: Cells::default(),
            end: None,
            raced: None,
            teardown: false,
            sc_events: 0,
            max_steps: MAX_STEPS,
            idle_rounds: 0,
            pushed: vec![],
            branching: false,
            next_place: 0,
            stacks: vec![],
        }
    }

    /// Makes ready to run from this graph.
    pub(crate) fn start_from(&mut self, events: Vec<Event>, chooser: Chooser) {
        self.generation = GENERATION.fetch_add(1, Ordering::Relaxed);
        for p in &mut self.by_thread {
            p.clear();
        }
        for p in &mut self.places {
            p.writes.clear();
            p.reads.clear();
            p.objects.clear();
        }
        self.threads.clear();
        self.events = events;
        self.info.clear();
        self.info.resize(self.events.len(), Info::NONE);
        self.sc_events = 0;
        self.next_place = MAX_THREADS as u32;
        self.executed = 0;
        self.ghosts.clear();
        for pos in 0..self.events.len() {
            self.index(pos);
        }
        self.loaded = self.events.len();
        self.ready = 0;
        self.current = 0;
        self.half = None;
        self.branching = matches!(chooser, Chooser::Explore);
        self.chooser = chooser;
        self.cells.clear();
        self.end = None;
        self.raced = None;
        self.teardown = false;
        self.idle_rounds = 0;
    }

    /// Enters an event of the graph into the look-up tables.
    fn index(&mut self, pos: usize) {
        let e = self.events[pos];
        if e.kind == Kind::Ghost {
            self.executed += 1;
            self.ghosts.push(pos as u32);
            return;
        }
        let t = e.id.t as usize;
        while self.by_thread.len() <= t {
            self.by_thread.push(vec![]);
        }
        self.by_thread[t].push(pos as u32);
        self.sc_events += usize::from(e.is_sc());
        if e.loc == NOWHERE {
            return;
        }
        self.next_place = self.next_place.max(e.loc + 1);
        let place = self.place_mut(e.loc);
        match e.kind {
            Kind::Read => place.reads.push(pos as u32),
            Kind::Write => place.writes.push(pos as u32),
            Kind::Object => place.objects.push(pos as u32),
            _ => {}
        }
    }

    fn place_mut(&mut self, loc: u32) -> &mut Place {
        while self.places.len() <= loc as usize {
            self.places.push(Place {
                kind: "",
                ty: Ty::U64,
                init: 0,
                writes: vec![],
                reads: vec![],
                objects: vec![],
            });
        }
        &mut self.places[loc as usize]
    }

    pub(crate) fn pos(&self, id: Id) -> usize {
        self.by_thread[id.t as usize][id.i as usize] as usize
    }

    pub(crate) fn executed(&self, id: Id) -> bool {
        id.is_init()
            || self
                .threads
                .get(id.t as usize)
                .is_some_and(|t| t.next > id.i)
    }

    pub(crate) fn thread(&mut self) -> &mut Thread {
        &mut self.threads[self.current as usize]
    }

    pub(crate) fn next_id(&self) -> Id {
        Id {
            t: self.current,
            i: self.threads[self.current as usize].next,
        }
    }

    /// Where the running thread's next operation stands.
    pub(crate) fn gate(&mut self) -> Gate {
        let t = self.current;
        let next = self.threads[t as usize].next as usize;
        if let Some(&pos) = self.by_thread.get(t as usize).and_then(|all| all.get(next)) {
            return Gate::Replay(pos as usize);
        }
        if self.executed < self.loaded || self.half.is_some_and(|h| h != t) {
            return Gate::Wait;
        }
        if self.events.len() >= self.max_steps {
            self.stop(End::Limit(format!("max_steps({})", self.max_steps)));
            return Gate::Wait;
        }
        let turn = match &self.chooser {
            _ if self.half == Some(t) => true,
            Chooser::Explore => self.ready.trailing_zeros() == u32::from(t),
            Chooser::Script { steps, at } => steps.get(*at).is_some_and(|s| s.0 == t),
            Chooser::Sample(s) => s.turn == Some(t),
        };
        if turn { Gate::New } else { Gate::Wait }
    }

    /// The replayed event needs this one to have been executed.
    pub(crate) fn need<T>(&mut self, id: Id) -> Step<T> {
        self.thread().needs = Some(id);
        Step::Wait
    }

    /// Ends the run; the thread that says so is suspended and never resumed but to be unwound.
    pub(crate) fn stop(&mut self, end: End) {
        if self.end.is_none() {
            self.end = Some(end);
        }
    }

    pub(crate) fn fail(&mut self, kind: FailureKind, message: String, at: Option<Loc>) {
        self.stop(End::Failed {
            kind,
            message,
            at: at.map(Spot::from),
        });
    }

    pub(crate) fn diverged(&mut self, at: Loc) {
        self.fail(FailureKind::Misuse, DIVERGED.into(), Some(at));
    }

    /// The running thread begins to panic.
    pub(crate) fn panics(&mut self, message: String, at: Option<Spot>) {
        let th = self.thread();
        th.panicking = true;
        th.panicked = true;
        if let Some(at) = &at {
            self.record_panic(&message, at);
        }
        self.thread().panic = Some((message, at));
    }

    /// Std is about to abort the process.
    pub(crate) fn aborts(&mut self) {
        let (message, at) = self.thread().panic.take().unwrap_or_default();
        self.stop(End::Failed {
            kind: FailureKind::Panic,
            message: format!(
                "a destructor panicked while its thread was panicking already, which aborts the process: {message}"
            ),
            at,
        });
    }

    /// The checked closure itself has panicked.
    pub(crate) fn main_panicked(&mut self) {
        let (message, at) = self.threads[0]
            .panic
            .take()
            .unwrap_or_else(|| ("a panic was resumed".into(), None));
        self.stop(End::Failed {
            kind: FailureKind::Panic,
            message,
            at,
        });
    }

    // ---- objects and their places ----

    /// Whether the object has been touched in this execution.
    pub(crate) fn touch(&mut self, slot: &Slot) -> Touch {
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation {
            return Touch::Known;
        }
        slot.key
            .store(self.generation << PLACE_BITS | UNPLACED, Ordering::Relaxed);
        if key == 0 { Touch::Fresh } else { Touch::Stale }
    }

    /// The place of the object, which gets `wanted` (the one that the graph says) or a new one when it has none yet.
    pub(crate) fn place_of(&mut self, slot: &Slot, kind: &'static str, wanted: Option<u32>) -> u32 {
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED {
            return (key & UNPLACED) as u32;
        }
        let loc = wanted.unwrap_or(self.next_place);
        self.next_place = self.next_place.max(loc + 1);
        slot.key.store(
            self.generation << PLACE_BITS | u64::from(loc),
            Ordering::Relaxed,
        );
        let place = self.place_mut(loc);
        place.kind = kind;
        loc
    }

    pub(crate) fn known_place(&self, slot: &Slot) -> Option<u32> {
        let key = slot.key.load(Ordering::Relaxed);
        (key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED)
            .then_some((key & UNPLACED) as u32)
    }

    /// The place that stands for the end of a thread: the places below [`MAX_THREADS`].
    pub(crate) fn thread_place(&mut self, place: u32) {
        self.place_mut(place).kind = "thread";
    }

    /// The number of an `UnsafeCell`, which has no place in the graph.
    pub(crate) fn cell_of(&mut self, slot: &Slot) -> u64 {
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED {
            return key & UNPLACED;
        }
        let cell = self.cells.add();
        slot.key
            .store(self.generation << PLACE_BITS | cell, Ordering::Relaxed);
        cell
    }

    pub(crate) fn race(&mut self, race: &super::cells::Race) {
        let what = |writes| if writes { "a write" } else { "a read" };
        let message = format!(
            "data race: {} by {} at {}:{}, and {} by {} at {}:{}, with nothing that orders them",
            what(race.first_writes),
            self.who(race.first_thread),
            race.first.file(),
            race.first.line(),
            what(race.second_writes),
            self.who(self.current),
            race.second.file(),
            race.second.line(),
        );
        let second = self.next_id();
        self.raced = Some((
            Id {
                t: race.first_thread,
                i: race.first_at,
            },
            second,
        ));
        self.fail(FailureKind::DataRace, message, Some(race.second));
    }

    pub(crate) fn state(&self, loc: u32, kept: impl Fn(usize) -> bool) -> State {
        let mut state = State::new();
        for &p in &self.places[loc as usize].objects {
            if kept(p as usize) {
                state.apply(&self.events[p as usize]);
            }
        }
        state
    }

    pub(crate) fn grant(&self) -> Grant {
        let spurious = !self.events.iter().any(objects::is_spurious_wake);
        Grant {
            spurious,
            idle: self.threads[self.current as usize].idle,
        }
    }

    // ---- executing an event ----

    /// Adds a new event to the graph and executes it. A write comes with its rank.
    pub(crate) fn append(&mut self, e: Event, value: u64) {
        self.events.push(e);
        self.info.push(Info::NONE);
        self.index(self.events.len() - 1);
        self.loaded += 1;
        self.execute(self.events.len() - 1, value);
        let mut wake = 0u32;
        if e.loc != NOWHERE && e.kind != Kind::Read {
            for (t, th) in self.threads.iter().enumerate() {
                let waits = match th.pending {
                    Pending::Object { loc, .. } => loc == e.loc,
                    Pending::Spin { .. } => th.spin.waits_for(e.loc),
                    _ => false,
                };
                if th.blocked && waits {
                    wake |= 1 << t;
                }
            }
        }
        if wake != 0 {
            self.ready |= wake;
            for (t, th) in self.threads.iter_mut().enumerate() {
                if wake & (1 << t) != 0 {
                    th.blocked = false;
                }
            }
        }
        if !self.threads[self.current as usize].idle {
            self.idle_rounds = 0;
        }
        self.threads[self.current as usize].idle = false;
    }

    /// Computes the clocks of an event whose dependencies have been executed, and moves its thread past it.
    pub(crate) fn execute(&mut self, pos: usize, value: u64) {
        let Run {
            events,
            info,
            threads,
            places,
            by_thread,
            ..
        } = self;
        let e = &events[pos];
        let at = |id: Id| by_thread[id.t as usize][id.i as usize] as usize;
        let th = &mut threads[e.id.t as usize];
        let mut msg = Clock::ZERO;
        match e.kind {
            Kind::Read if !e.rf.is_init() => {
                let from = &info[at(e.rf)];
                th.porf.join(&from.porf);
                if acquires(e.ord) {
                    th.hb.join(&from.msg);
                }
                th.acq.join(&from.msg);
            }
            Kind::Fence if acquires(e.ord) => th.hb.join(&th.acq),
            Kind::Object => {
                for &p in &places[e.loc as usize].objects {
                    let p = p as usize;
                    if p >= pos {
                        break;
                    }
                    let before = &events[p];
                    if objects::dependent(before, e) {
                        th.porf.join(&info[p].porf);
                        if objects::synchronizes(before, e) {
                            th.hb.join(&info[p].hb);
                        }
                    }
                }
            }
            _ => {}
        }
        th.hb.add(e.id);
        th.porf.add(e.id);
        match e.kind {
            Kind::Write => {
                msg = if releases(e.ord) { th.hb } else { th.rel };
                if e.is(RMW) {
                    // The writing half continues the release sequence of what the reading half read.
                    let read = events[at(Id {
                        t: e.id.t,
                        i: e.id.i - 1,
                    })]
                    .rf;
                    if !read.is_init() {
                        msg.join(&info[at(read)].msg);
                    }
                }
            }
            Kind::Fence if releases(e.ord) => th.rel = th.hb,
            _ => {}
        }
        info[pos] = Info {
            hb: th.hb,
            porf: th.porf,
            msg,
            value,
        };
        th.next += 1;
        th.needs = None;
        self.executed += 1;
    }

    /// A whole operation has been done (a read-modify-write is one).
    pub(crate) fn operation_done(&mut self) {
        match &mut self.chooser {
            Chooser::Script { at, .. } => *at += 1,
            Chooser::Sample(s) => s.turn = None,
            Chooser::Explore => {}
        }
    }

    // ---- threads ----

    /// The number that a new thread gets.
    pub(crate) fn free_tid(&self) -> Option<u8> {
        let t = self
            .threads
            .iter()
            .position(|t| !t.exists)
            .unwrap_or(self.threads.len());
        (t < MAX_THREADS).then_some(t as u8)
    }

    pub(crate) fn add_thread(&mut self, t: u8, name: Option<&str>, body: Box<dyn FnOnce()>) {
        let t = t as usize;
        while self.threads.len() <= t {
            self.threads.push(Thread::placeholder());
        }
        while self.by_thread.len() <= t {
            self.by_thread.push(vec![]);
        }
        let mut th = Thread::placeholder();
        if t > 0 {
            let parent = &self.threads[self.current as usize];
            th.hb = parent.hb;
            th.porf = parent.porf;
        }
        th.exists = true;
        th.body = Some(body);
        th.name = name.map(str::to_owned);
        self.threads[t] = th;
        self.ready |= 1 << t;
    }

    /// The running thread waits for something that a later event may bring.
    pub(crate) fn block(&mut self, pending: Pending) {
        let t = self.current;
        let th = self.thread();
        th.pending = pending;
        th.blocked = true;
        self.ready &= !(1 << t);
    }
}

impl Thread {
    /// What a relaxed store releases: what happens-before the thread's last release fence.
    pub(crate) fn released(&self) -> Clock {
        self.rel
    }

    fn placeholder() -> Thread {
        Thread {
            next: 0,
            hb: Clock::ZERO,
            porf: Clock::ZERO,
            acq: Clock::ZERO,
            rel: Clock::ZERO,
            blocked: false,
            exists: false,
            asleep: false,
            finished: false,
            needs: None,
            pending: Pending::Nothing,
            panicking: false,
            panicked: false,
            panic: None,
            name: None,
            idle: false,
            spin: Spin::default(),
            yields: Idling::default(),
            looks: Idling::default(),
            stack_base: 0,
            co: None,
            body: None,
            yielder: std::ptr::null(),
        }
    }
}

// ---- the loop ----
// These functions take a raw pointer: the coroutines that they resume use the same `Run`, through the thread-local
// pointer, so no reference may be alive across a switch.

/// Runs the program until nothing is left to do, and tears it down.
///
/// # Safety
/// `run` is the run that the thread-local pointer names, and no reference to it is alive.
pub(crate) unsafe fn drive(run: *mut Run) {
    // SAFETY: each borrow ends before `resume` switches to a coroutine.
    unsafe {
        loop {
            if (*run).end.is_some() {
                break;
            }
            match (*run).pick() {
                Some(t) => resume(run, t),
                None => break,
            }
        }
        tear_down(run);
    }
}

impl Run {
    fn pick(&mut self) -> Option<u8> {
        if self.executed < self.loaded {
            for t in 0..self.threads.len() {
                let th = &self.threads[t];
                if th.exists
                    && !th.finished
                    && (th.next as usize) < self.by_thread[t].len()
                    && th.needs.is_none_or(|id| self.executed(id))
                {
                    return Some(t as u8);
                }
            }
            // Every thread waits for another: the graph was not one of this program.
            let at = std::panic::Location::caller();
            self.diverged(at);
            return None;
        }
        if self.half.is_some() {
            return self.half;
        }
        loop {
            if let Chooser::Script { steps, at } = &self.chooser
                && *at >= steps.len()
            {
                // From here on the default, which shows how the execution ends.
                self.chooser = Chooser::Explore;
            }
            let pick = match &mut self.chooser {
                Chooser::Explore => (self.ready != 0).then(|| self.ready.trailing_zeros() as u8),
                Chooser::Script { steps, at } => {
                    let t = steps[*at].0;
                    let ready = self.ready & 1u32.checked_shl(t.into()).unwrap_or(0) != 0;
                    if !ready {
                        self.diverged(std::panic::Location::caller());
                        return None;
                    }
                    Some(t)
                }
                Chooser::Sample(s) => s.pick(self.ready),
            };
            if pick.is_none() && self.idle() {
                continue;
            }
            if pick.is_none() {
                self.no_one_moves();
            }
            return pick;
        }
    }

    /// Nothing can move: lets the time-outs of the lowest-numbered thread that has one fire.
    fn idle(&mut self) -> bool {
        let main_over = self.threads.first().is_none_or(|t| t.finished);
        if main_over || self.idle_rounds > 64 {
            return false;
        }
        let waiting = self.threads.iter().position(|th| {
            th.blocked
                && matches!(
                    th.pending,
                    Pending::Object {
                        op: OpCode::CvWake | OpCode::Park,
                        param: 1,
                        ..
                    } | Pending::Object {
                        op: OpCode::RecvTimeout,
                        ..
                    }
                )
        });
        let Some(t) = waiting else { return false };
        self.idle_rounds += 1;
        self.threads[t].idle = true;
        self.threads[t].blocked = false;
        self.ready |= 1 << t;
        true
    }
}

/// # Safety
/// As [`drive`]; `t` is a thread of the run that has not finished.
unsafe fn resume(run: *mut Run, t: u8) {
    // SAFETY: the coroutine is taken out of the run while it executes, and put back after.
    unsafe {
        (*run).current = t;
        let th: *mut Thread = &mut (&mut (*run).threads)[t as usize];
        if (*th).co.is_none() {
            let body = (*th)
                .body
                .take()
                .expect("a thread has a body until it starts");
            let stack = (*run).stacks.pop().unwrap_or_else(|| {
                DefaultStack::new(STACK_BYTES).expect("a stack for a modelled thread")
            });
            (*th).stack_base = stack.base().get();
            (*th).co = Some(Coroutine::with_stack(stack, move |yielder, ()| {
                super::enter_thread(yielder, body);
            }));
        }
        let mut co = (*th).co.take().expect("just made");
        let result = co.resume(());
        // The thread table may have grown meanwhile.
        let th: *mut Thread = &mut (&mut (*run).threads)[t as usize];
        match result {
            CoroutineResult::Yield(()) => (*th).co = Some(co),
            CoroutineResult::Return(()) => {
                (*th).finished = true;
                (*run).ready &= !(1 << t);
                let stack = co.into_stack();
                (*run).stacks.push(stack);
            }
        }
    }
}

impl Run {
    pub(crate) fn set_yielder(&mut self, yielder: *const Yielder<(), ()>) {
        self.thread().yielder = yielder;
    }

    pub(crate) fn yielder(&self) -> *const Yielder<(), ()> {
        self.threads[self.current as usize].yielder
    }
}

/// Unwinds what is left of the threads, so that nothing leaks.
///
/// # Safety
/// As [`drive`].
unsafe fn tear_down(run: *mut Run) {
    // SAFETY: as in `drive`.
    unsafe {
        (*run).teardown = true;
        // Children first: a scoped thread borrows from its parent's frames.
        for t in (0..(*run).threads.len()).rev() {
            let th: *mut Thread = &mut (&mut (*run).threads)[t];
            (*run).current = t as u8;
            if (*th).finished || !(*th).exists {
                continue;
            }
            let Some(mut co) = (*th).co.take() else {
                drop((*th).body.take());
                continue;
            };
            // A thread that unwinds already cannot be unwound again: what it owns is leaked.
            let unwound = !(*th).panicking && matches!(co.resume(()), CoroutineResult::Return(()));
            if !unwound {
                co.force_reset();
            }
            (*run).stacks.push(co.into_stack());
        }
    }
}
