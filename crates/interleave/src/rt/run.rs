//! One run of the program: replays what its graph holds, then goes on from there.
//!
//! Each modelled thread is a coroutine, all on one OS thread. A visible operation (`step` in the other files of this
//! module) either happens or leaves the thread suspended; the loop in `drive` decides who goes on. While events of
//! the loaded graph are unexecuted, operations are answered from it, each as soon as what it depends on has been executed,
//! so real memory sees the same order. After that the lowest-numbered thread that can move does: a function of the graph,
//! as the exploration needs it to be.

use super::Loc;
use super::cells::Cells;
use super::clock::{Clock, Id, MAX_THREADS};
use super::graph::{Event, Info, Kind, NOWHERE, RMW, acquires, releases};
use super::objects::{self, Grant, OpCode, State};
use super::places::Place;
use super::record::Recorder;
use super::spin::{Idling, Spin};
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, Yielder};
use interleave_trace::FailureKind;
use smallvec::SmallVec;

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
    pub(super) needs: Option<Id>,
    pub(crate) pending: Pending,
    pub(crate) panicking: bool,
    pub(crate) panicked: bool,
    pub(crate) panic: Option<(String, Option<Spot>)>,
    pub(crate) name: Option<String>,
    /// Its time-out may fire: nothing else can move.
    pub(crate) idle: bool,
    pub(crate) spin: Spin,
    pub(crate) yields: Idling,
    /// It has written to a cell since it last gave back a lock.
    pub(crate) wrote: bool,
    pub(crate) looks: Idling,
    /// Blocked because of too many calls that are no steps.
    pub(super) idles: bool,
    /// How many events had been executed when it was last let go on all the same.
    pub(super) roused: Option<usize>,
    pub(crate) stack_base: usize,
    pub(super) co: Option<Co>,
    pub(super) body: Option<Box<dyn FnOnce()>>,
    pub(super) yielder: *const Yielder<(), ()>,
}

/// A list that is short most of the time.
pub(crate) type Few<T> = SmallVec<[T; 8]>;

/// Who decides what a new event does.
pub(crate) enum Chooser {
    /// The default; the other choices are pushed for later.
    Explore,
    /// A list of threads and choices, made earlier.
    Script { steps: Vec<(u8, u32)>, at: usize },
    /// The default, by the highest-numbered thread that can move: the main thread only when no other can.
    MainLast,
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
    pub(super) loaded: usize,
    pub(super) executed: usize,
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
    pub(super) idle_rounds: usize,
    /// Sleeps and prints so far.
    pub(super) no_steps: usize,
    /// Graphs to explore later.
    pub(crate) pushed: Vec<Vec<Event>>,
    /// Vectors that held a graph and may hold another.
    pub(crate) spare: Vec<Vec<Event>>,
    /// Whether other choices are kept for later; not in replays and samples.
    pub(crate) branching: bool,
    pub(super) next_place: u32,
    pub(super) stacks: Vec<DefaultStack>,
}

/// The default of the most steps of one execution. What is checked takes some dozens; a loop without end takes all.
pub(crate) const MAX_STEPS: usize = 5_000;

/// What is said when a run does not do what its graph or its script says.
pub(crate) const DIVERGED: &str = "the program did something else when it was run again: a check must depend on nothing but its own threads \
     (no clock, no random numbers, no addresses, no state that outlives an execution). Where dropping what an `Arc` holds can be seen \
     by other threads, join them first: who drops the last `Arc` is not seen";

/// As many emptied graphs are kept at most.
const MOST_SPARE: usize = 16;

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
            no_steps: 0,
            pushed: vec![],
            spare: vec![],
            branching: false,
            next_place: 0,
            stacks: vec![],
        }
    }

    /// Makes ready to run from this graph.
    pub(crate) fn start_from(&mut self, events: Vec<Event>, chooser: Chooser) {
        self.generation = super::places::next_generation();
        for p in &mut self.by_thread {
            p.clear();
        }
        for p in &mut self.places {
            p.writes.clear();
            p.reads.clear();
            p.objects.clear();
        }
        self.threads.clear();
        let old = std::mem::replace(&mut self.events, events);
        if self.spare.len() < MOST_SPARE {
            self.spare.push(old);
        }
        // What is known of an event is written when it is executed, and not read before.
        if self.info.len() < self.events.len() {
            self.info.resize(self.events.len(), Info::NONE);
        }
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
        self.no_steps = 0;
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
            Chooser::MainLast => self.ready.checked_ilog2() == Some(t.into()),
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

    pub(crate) fn misuse(&mut self, message: String, at: Loc) {
        self.fail(FailureKind::Misuse, message, Some(at));
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

    pub(crate) fn grant(&self, op: OpCode) -> Grant {
        Grant {
            spurious: self.may_wake_unasked(op, |_| true),
            idle: self.threads[self.current as usize].idle,
        }
    }

    // ---- executing an event ----

    /// Adds a new event to the graph and executes it. A write comes with its rank.
    pub(crate) fn append(&mut self, e: Event, value: u64) {
        self.events.push(e);
        if self.info.len() < self.events.len() {
            self.info.push(Info::NONE);
        }
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
                    let read = events[at(e.id.before())].rf;
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
            Chooser::Explore | Chooser::MainLast => {}
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
    /// Whether the end of the execution has come before it was done, and not because it waits.
    pub(crate) fn can_go_on(&self) -> bool {
        self.exists && !self.finished && !self.blocked
    }

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
            wrote: false,
            looks: Idling::default(),
            idles: false,
            roused: None,
            stack_base: 0,
            co: None,
            body: None,
            yielder: std::ptr::null(),
        }
    }
}
