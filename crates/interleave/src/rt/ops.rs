//! The visible operations: what a load, a store, a read-modify-write, a fence or an operation on an object does to the run.
//!
//! Each is replayed from the graph, or is new; a new one takes the default choice at once and hands the other choices to
//! `branch` (the file that knows TruSt's rules).

use super::clock::Id;
use super::graph::{Event, FIXED, Kind, RMW};
use super::objects::{self, Branch, OpCode};
use super::run::{Chooser, Gate, Pending, Run, Step};
use super::spin::{Seen, Stack};
use super::{Atomic, Loc, Op, Outcome, Slot};
use interleave_trace::FailureKind;
use std::fmt::Display;
use std::sync::atomic::Ordering;

/// A weak compare_exchange that failed though the value was the expected one.
pub(crate) const SPURIOUS_FAIL: u8 = 4;

/// As many calls of `yield_now` alike, with no step in between, are a loop that waits for nothing that the checker can see. (More than
/// one, because a counter may stand where it is not seen: on the heap.)
const MOST_YIELDS: u32 = 1_000;
/// The same for looks into one cell, which are cheap and may be many in a loop over the data.
const MOST_LOOKS: u32 = 1_000_000;

/// In place of a thread's number, in what a waiting loop knows of an object: the version of its state, or of the data of a lock.
pub(crate) const STATE: u8 = u8::MAX - 1;
pub(crate) const DATA: u8 = u8::MAX - 2;

fn is_version(id: Id) -> bool {
    id.t == STATE || id.t == DATA
}

/// Whether the operation makes another version.
pub(crate) fn is_news(of: u8, e: &Event) -> bool {
    if of == DATA {
        objects::changes_data(e)
    } else {
        !objects::reads_only(e)
    }
}

/// A read-modify-write as the source has it.
pub(crate) struct Rmw<'a> {
    pub(crate) name: &'a dyn Display,
    pub(crate) ord: Ordering,
    pub(crate) fail: Ordering,
    pub(crate) weak: bool,
    pub(crate) f: &'a dyn Fn(u64) -> Option<u64>,
}

impl Rmw<'_> {
    /// With the orderings, as the source has them: "fetch_add(1, Relaxed)".
    fn shown(&self) -> String {
        let name = self.name.to_string();
        let head = name.strip_suffix(')').unwrap_or(&name);
        let comma = if head.ends_with('(') { "" } else { ", " };
        let ord = self.ord;
        if name.starts_with("compare_exchange") {
            format!("{head}{comma}{ord:?}, {:?})", self.fail)
        } else {
            format!("{head}{comma}{ord:?})")
        }
    }
}

impl Run {
    fn bind(&mut self, a: Atomic<'_>, wanted: Option<u32>) -> u32 {
        let loc = self.place_of(a.slot, a.ty.type_name(), wanted);
        let place = &mut self.places[loc as usize];
        place.init = a.init;
        place.ty = a.ty;
        loc
    }

    pub(crate) fn value_of(&self, id: Id, loc: u32) -> u64 {
        if id.is_init() {
            self.places[loc as usize].init
        } else {
            self.info[self.pos(id)].value
        }
    }

    // ---- loads ----

    pub(crate) fn load(
        &mut self,
        a: Atomic<'_>,
        ord: Ordering,
        stack: &Stack,
        at: Loc,
    ) -> Step<u64> {
        match self.gate() {
            Gate::Wait => self.wait(Pending::Other),
            Gate::Replay(pos) => {
                let e = self.events[pos];
                if e.kind != Kind::Read || e.is(RMW) {
                    self.diverged(at);
                    return Step::Wait;
                }
                let loc = self.bind(a, Some(e.loc));
                if !self.executed(e.rf) {
                    return self.need(e.rf);
                }
                let value = self.value_of(e.rf, loc);
                self.execute(pos, value);
                self.after_read(pos, stack, at, "load", ord);
                Step::Done(value)
            }
            Gate::New => {
                let loc = self.bind(a, None);
                let Some(stale) = self.spin_check(at, loc, stack) else {
                    return Step::Wait;
                };
                let mut from = self.readable(loc);
                self.keep_news(&mut from, loc, stale);
                if from.is_empty() {
                    return self.spin_wait(at);
                }
                let mut e = Event::new(Kind::Read, self.next_id());
                e.loc = loc;
                e.ord = ord;
                let pick = match &mut self.chooser {
                    Chooser::Explore => 0,
                    Chooser::Script { steps, at } => (steps[*at].1 >> 1) as usize,
                    Chooser::Sample(s) => s.choose(from.len()),
                };
                let Some(&(rf, _)) = from.get(pick) else {
                    self.diverged(at);
                    return Step::Wait;
                };
                if self.branching {
                    for &(rf, _) in &from[1..] {
                        e.rf = rf;
                        self.push_if_consistent(&[e]);
                    }
                }
                e.rf = rf;
                let value = self.value_of(rf, loc);
                self.append(e, value);
                self.operation_done();
                self.after_read(self.events.len() - 1, stack, at, "load", ord);
                Step::Done(value)
            }
        }
    }

    fn after_read(&mut self, pos: usize, stack: &Stack, at: Loc, name: &str, ord: Ordering) {
        let e = self.events[pos];
        let version = self.origin(e.rf, e.loc);
        self.note(at, e.loc, stack, version);
        if self.recorder.is_some() {
            self.record_atomic(pos, None, &format_args!("{name}({ord:?})"), at);
        }
    }

    // ---- stores ----

    pub(crate) fn store(&mut self, a: Atomic<'_>, value: u64, ord: Ordering, at: Loc) -> Step<()> {
        let pos = match self.gate() {
            Gate::Wait => return self.wait(Pending::Other),
            Gate::Replay(pos) => {
                let e = self.events[pos];
                if e.kind != Kind::Write || e.is(RMW) {
                    self.diverged(at);
                    return Step::Wait;
                }
                self.bind(a, Some(e.loc));
                self.execute(pos, value);
                pos
            }
            Gate::New => {
                let loc = self.bind(a, None);
                let mut e = Event::new(Kind::Write, self.next_id());
                e.loc = loc;
                e.ord = ord;
                let top = self.top_rank(loc);
                let places = self.writable(loc);
                e.rank = top + 1;
                match &mut self.chooser {
                    Chooser::Explore if self.branching => {
                        self.revisit(None, e);
                        for &after in places.iter().filter(|&&p| p != top) {
                            self.push_write(None, e, after);
                        }
                    }
                    Chooser::Explore => {}
                    Chooser::Script { steps, at: n } => {
                        let Some(&after) = places.get(steps[*n].1 as usize) else {
                            self.diverged(at);
                            return Step::Wait;
                        };
                        e.rank = super::graph::insert_rank(&mut self.events, loc, after);
                    }
                    Chooser::Sample(s) => {
                        let after = places[s.choose(places.len())];
                        e.rank = super::graph::insert_rank(&mut self.events, loc, after);
                    }
                }
                self.append(e, value);
                self.operation_done();
                self.events.len() - 1
            }
        };
        self.thread().spin.clear();
        if self.recorder.is_some() {
            self.record_atomic(pos, Some(value), &format_args!("store({ord:?})"), at);
        }
        Step::Done(())
    }

    // ---- read-modify-writes ----

    pub(crate) fn rmw(
        &mut self,
        a: Atomic<'_>,
        op: &Rmw<'_>,
        stack: &Stack,
        at: Loc,
    ) -> Step<Result<u64, u64>> {
        match self.gate() {
            Gate::Wait => self.wait(Pending::Other),
            Gate::Replay(pos) => {
                let e = self.events[pos];
                if e.kind != Kind::Read {
                    self.diverged(at);
                    return Step::Wait;
                }
                let loc = self.bind(a, Some(e.loc));
                if !self.executed(e.rf) {
                    return self.need(e.rf);
                }
                let old = self.value_of(e.rf, loc);
                let new = if e.is(SPURIOUS_FAIL) {
                    None
                } else {
                    (op.f)(old)
                };
                // A revisit may have turned a failure into a success or back.
                let kept = e.flags & !RMW;
                let fresh = &mut self.events[pos];
                (fresh.ord, fresh.flags) = if new.is_some() {
                    (op.ord, kept | RMW)
                } else {
                    (op.fail, kept)
                };
                self.execute(pos, old);
                let Some(new) = new else {
                    return self.failed(pos, old, op, stack, at);
                };
                let next = self.by_thread[e.id.t as usize]
                    .get(e.id.i as usize + 1)
                    .copied();
                match next {
                    Some(w) => {
                        self.execute(w as usize, new);
                        self.succeeded(pos, old, new, op, stack, at)
                    }
                    None => {
                        self.half = Some(e.id.t);
                        Step::Wait
                    }
                }
            }
            Gate::New if self.half.is_some() => self.second_half(op, stack, at),
            Gate::New => self.new_rmw(a, op, stack, at),
        }
    }

    /// The writing half of a read-modify-write whose reading half a backward revisit has changed.
    fn second_half(&mut self, op: &Rmw<'_>, stack: &Stack, at: Loc) -> Step<Result<u64, u64>> {
        let id = self.next_id();
        let pos = self.pos(Id {
            t: id.t,
            i: id.i - 1,
        });
        let r = self.events[pos];
        let old = self.value_of(r.rf, r.loc);
        let new = (op.f)(old).unwrap_or(old);
        self.half = None;
        let mut w = Event::new(Kind::Write, id);
        (w.loc, w.ord, w.flags) = (r.loc, op.ord, RMW);
        let after = self.rank_of(r.rf);
        if self.branching && op.weak && !self.failed_spuriously(id.t, r.loc) {
            self.push_spurious_failure(pos, op.fail);
        }
        self.revisit_by_second_half(w);
        if self.taken(r.rf, r.loc, Some(id)) {
            self.stop(super::run::End::Pruned);
            return Step::Wait;
        }
        w.rank = super::graph::insert_rank(&mut self.events, r.loc, after);
        self.append(w, new);
        self.operation_done();
        if self.sc_events > 1 && !self.whole_graph_consistent() {
            self.stop(super::run::End::Pruned);
            return Step::Wait;
        }
        self.succeeded(pos, old, new, op, stack, at)
    }

    fn new_rmw(
        &mut self,
        a: Atomic<'_>,
        op: &Rmw<'_>,
        stack: &Stack,
        at: Loc,
    ) -> Step<Result<u64, u64>> {
        let loc = self.bind(a, None);
        let Some(stale) = self.spin_check(at, loc, stack) else {
            return Step::Wait;
        };
        let mut from = self.readable(loc);
        self.keep_news(&mut from, loc, stale);
        if from.is_empty() {
            return self.spin_wait(at);
        }
        let id = self.next_id();
        let mut r = Event::new(Kind::Read, id);
        r.loc = loc;
        let mut w = Event::new(
            Kind::Write,
            Id {
                t: id.t,
                i: id.i + 1,
            },
        );
        (w.loc, w.ord, w.flags) = (loc, op.ord, RMW);
        let (pick, spurious) = match &mut self.chooser {
            Chooser::Explore => (0, false),
            Chooser::Script { steps, at } => ((steps[*at].1 >> 1) as usize, steps[*at].1 & 1 == 1),
            // A write that another read-modify-write has read cannot be read by a second one.
            Chooser::Sample(s) => (s.choose(from.len()), false),
        };
        let sampling = matches!(self.chooser, Chooser::Sample(_));
        if self.branching {
            for (n, &(rf, rank)) in from.iter().enumerate() {
                let old = self.value_of(rf, loc);
                r.rf = rf;
                match (op.f)(old) {
                    None => {
                        (r.ord, r.flags) = (op.fail, 0);
                        if n > 0 {
                            self.push_if_consistent(&[r]);
                        }
                    }
                    Some(_) => {
                        if op.weak && !self.failed_spuriously(id.t, loc) {
                            (r.ord, r.flags) = (op.fail, FIXED | SPURIOUS_FAIL);
                            self.push_if_consistent(&[r]);
                        }
                        (r.ord, r.flags) = (op.ord, RMW);
                        self.revisit(Some(r), w);
                        if n > 0 && !self.taken(rf, loc, None) {
                            self.push_write(Some(r), w, rank);
                        }
                    }
                }
            }
        }
        let mut pick = pick;
        let (rf, rank) = loop {
            let Some(&(rf, rank)) = from.get(pick) else {
                self.diverged(at);
                return Step::Wait;
            };
            if sampling && self.taken(rf, loc, None) && (op.f)(self.value_of(rf, loc)).is_some() {
                pick = 0;
                continue;
            }
            break (rf, rank);
        };
        let old = self.value_of(rf, loc);
        let new = if spurious { None } else { (op.f)(old) };
        r.rf = rf;
        (r.ord, r.flags) = match new {
            Some(_) => (op.ord, RMW),
            None => (op.fail, if spurious { FIXED | SPURIOUS_FAIL } else { 0 }),
        };
        self.append(r, old);
        let pos = self.events.len() - 1;
        let Some(new) = new else {
            self.operation_done();
            return self.failed(pos, old, op, stack, at);
        };
        w.rank = super::graph::insert_rank(&mut self.events, loc, rank);
        self.append(w, new);
        self.operation_done();
        self.succeeded(pos, old, new, op, stack, at)
    }

    fn failed_spuriously(&self, t: u8, loc: u32) -> bool {
        self.by_thread[t as usize].iter().any(|&p| {
            let e = &self.events[p as usize];
            e.is(SPURIOUS_FAIL) && e.loc == loc
        })
    }

    fn failed(
        &mut self,
        pos: usize,
        old: u64,
        op: &Rmw<'_>,
        stack: &Stack,
        at: Loc,
    ) -> Step<Result<u64, u64>> {
        let e = self.events[pos];
        if e.is(SPURIOUS_FAIL) {
            self.thread().spin.clear();
        } else {
            let version = self.origin(e.rf, e.loc);
            self.note(at, e.loc, stack, version);
        }
        if self.recorder.is_some() {
            self.record_atomic(pos, None, &op.shown(), at);
        }
        Step::Done(Err(old))
    }

    fn succeeded(
        &mut self,
        pos: usize,
        old: u64,
        new: u64,
        op: &Rmw<'_>,
        stack: &Stack,
        at: Loc,
    ) -> Step<Result<u64, u64>> {
        let e = self.events[pos];
        if old == new {
            // It changed nothing, so a loop of it only waits: until somebody else writes.
            let version = self.origin(e.rf, e.loc);
            self.note(at, e.loc, stack, version);
        } else {
            self.thread().spin.clear();
        }
        if self.recorder.is_some() {
            self.record_atomic(pos, Some(new), &op.shown(), at);
        }
        Step::Done(Ok(old))
    }

    // ---- fences ----

    pub(crate) fn fence(&mut self, ord: Ordering, at: Loc) -> Step<()> {
        match self.gate() {
            Gate::Wait => return self.wait(Pending::Other),
            Gate::Replay(pos) => {
                if self.events[pos].kind != Kind::Fence {
                    self.diverged(at);
                    return Step::Wait;
                }
                self.execute(pos, 0);
            }
            Gate::New => {
                let mut e = Event::new(Kind::Fence, self.next_id());
                e.ord = ord;
                self.append(e, 0);
                self.operation_done();
            }
        }
        // A fence orders, and changes nothing: a loop of loads and fences still only waits.
        if self.recorder.is_some() {
            self.record_plain(&format!("fence({ord:?})"), "", at);
        }
        Step::Done(())
    }

    // ---- objects ----

    pub(crate) fn object(
        &mut self,
        slot: &Slot,
        kind: &'static str,
        op: Op,
        name: &'static str,
        stack: &Stack,
        at: Loc,
    ) -> Step<Outcome> {
        let (op, param) = objects::encode(op);
        self.object_at(
            |run, wanted| run.place_of(slot, kind, wanted),
            op,
            param,
            name,
            stack,
            at,
        )
    }

    pub(crate) fn object_at(
        &mut self,
        place: impl Fn(&mut Run, Option<u32>) -> u32,
        op: OpCode,
        param: u32,
        name: &'static str,
        stack: &Stack,
        at: Loc,
    ) -> Step<Outcome> {
        match self.gate() {
            Gate::Wait => self.wait(Pending::Other),
            Gate::Replay(pos) => {
                let e = self.events[pos];
                if e.kind != Kind::Object || e.op != op {
                    self.diverged(at);
                    return Step::Wait;
                }
                let loc = place(self, Some(e.loc));
                if loc != e.loc {
                    self.diverged(at);
                    return Step::Wait;
                }
                for n in 0..self.places[loc as usize].objects.len() {
                    let p = self.places[loc as usize].objects[n] as usize;
                    if p >= pos {
                        break;
                    }
                    let before = self.events[p];
                    if !self.executed(before.id) && objects::dependent(&before, &e) {
                        return self.need(before.id);
                    }
                }
                self.execute(pos, 0);
                self.after_object(pos, name, stack, at);
                Step::Done(objects::outcome(e.out))
            }
            Gate::New => {
                let loc = place(self, None);
                self.thread().asleep = false;
                let Some(stale) = self.spin_check(at, loc, stack) else {
                    return Step::Wait;
                };
                let pending = Pending::Object {
                    loc,
                    op,
                    param,
                    name,
                    at,
                };
                if stale.is_some_and(|known| self.version(known.t, loc, |_| true) == known) {
                    return self.spin_wait(at);
                }
                let mut e = Event::new(Kind::Object, self.next_id());
                (e.loc, e.op, e.param) = (loc, op, param);
                let grant = self.grant();
                let state = self.state(loc, |_| true);
                let branches = state.branches(e.id.t, op, param, grant);
                let default = branches.iter().position(|b| b.default);
                let pick = match &mut self.chooser {
                    Chooser::Explore => default,
                    Chooser::Script { steps, at } => {
                        Some(steps[*at].1 as usize).filter(|&p| p < branches.len())
                    }
                    Chooser::Sample(s) if default.is_some() => Some(s.choose(branches.len())),
                    Chooser::Sample(s) => s.maybe(branches.len()),
                };
                let Some(pick) = pick else {
                    self.block(pending);
                    if let Chooser::Sample(s) = &mut self.chooser {
                        s.turn = None;
                    }
                    return Step::Wait;
                };
                if self.branching {
                    (e.out, e.extra) = (branches[pick].out as u8, branches[pick].extra);
                    if self.asleep(&e) {
                        self.thread().asleep = true;
                        self.block(pending);
                        return Step::Wait;
                    }
                    self.other_branches(e, &branches, Some(pick));
                    self.overtake(e, stale);
                }
                let Branch { out, extra, .. } = branches[pick];
                (e.out, e.extra) = (out as u8, extra);
                self.append(e, 0);
                self.operation_done();
                self.after_object(self.events.len() - 1, name, stack, at);
                Step::Done(out)
            }
        }
    }

    /// What a waiting loop knows of an object: how many operations have changed it (or, when it has looked at the data of a lock,
    /// how many have changed those), among the ones that `counts`.
    fn version(&self, of: u8, loc: u32, counts: impl Fn(usize) -> bool) -> Id {
        let all = self.places[loc as usize]
            .objects
            .iter()
            .map(|&p| p as usize);
        let n = all
            .filter(|&p| counts(p) && is_news(of, &self.events[p]))
            .count();
        Id { t: of, i: n as u16 }
    }

    fn after_object(&mut self, pos: usize, name: &'static str, stack: &Stack, at: Loc) {
        let e = self.events[pos];
        let looked = if objects::reads_only(&e) {
            Some(STATE)
        } else {
            objects::takes(&e).then_some(DATA)
        };
        if let Some(of) = looked {
            let porf = self.info[pos].porf;
            let known = |p: usize| p < pos && porf.has(self.events[p].id);
            let version = self.version(of, e.loc, known);
            self.note(at, e.loc, stack, version);
        } else if !objects::leaves_alone(&e) {
            self.thread().spin.clear();
        }
        if self.recorder.is_some() {
            self.record_object(pos, name, at);
        }
    }

    // ---- waiting ----

    fn note(&mut self, at: Loc, loc: u32, stack: &Stack, version: Id) {
        let th = self.thread();
        let hash = stack.hash(th.stack_base);
        th.spin.note(at, loc, hash, version);
    }

    /// `yield_now` or `spin_loop`.
    pub(crate) fn yields(&mut self, stack: &Stack, at: Loc) -> Step<()> {
        let th = self.thread();
        let calls = th.yields.call(th.next, at, stack.hash(th.stack_base));
        self.idles(calls > MOST_YIELDS, at)
    }

    /// A look into a cell.
    pub(crate) fn looks(&mut self, at: Loc) -> Step<()> {
        let th = self.thread();
        let calls = th.looks.call(th.next, at, 0);
        self.idles(calls > MOST_LOOKS, at)
    }

    /// A call that is no step; when it was one too many, the thread waits for ever.
    fn idles(&mut self, too_many: bool, at: Loc) -> Step<()> {
        if !too_many {
            return Step::Done(());
        }
        if !self.thread().blocked {
            self.block(Pending::Spin { at });
            self.yield_turn();
        }
        Step::Wait
    }

    fn wait<T>(&mut self, pending: Pending) -> Step<T> {
        if !self.thread().blocked {
            self.thread().pending = pending;
        }
        Step::Wait
    }

    /// Whether this read may go on, and what it must not read. `None`: the thread is blocked, or the run is over.
    #[allow(clippy::option_option)]
    fn spin_check(&mut self, at: Loc, loc: u32, stack: &Stack) -> Option<Option<Id>> {
        let th = self.thread();
        match th.spin.look(at, loc, || stack.hash(th.stack_base)) {
            Seen::New => Some(None),
            Seen::Again(version) => Some(Some(version)),
            Seen::Stutter => {
                self.stop(super::run::End::Pruned);
                None
            }
            Seen::Loop { start } => {
                let looks = self.threads[self.current as usize]
                    .spin
                    .looks(start)
                    .to_vec();
                let newer = looks.iter().any(|l| {
                    if is_version(l.version) {
                        self.version(l.version.t, l.loc, |_| true) != l.version
                    } else {
                        self.has_news(l.loc, l.version)
                    }
                });
                if newer {
                    return Some(None);
                }
                self.thread().spin.wait_for(start);
                self.block(Pending::Spin { at });
                self.yield_turn();
                None
            }
        }
    }

    /// The write that put there what this one left as it was. A read-modify-write that writes back what it read (a swap that finds
    /// the lock taken) changes nothing: for a loop that waits it is no news. Otherwise two waiting loops of them would be news to
    /// each other for ever.
    fn origin(&self, mut id: Id, loc: u32) -> Id {
        while !id.is_init() && self.events[self.pos(id)].is(RMW) {
            let read = Id {
                t: id.t,
                i: id.i - 1,
            };
            let rf = self.events[self.pos(read)].rf;
            if self.value_of(rf, loc) != self.value_of(id, loc) {
                break;
            }
            id = rf;
        }
        id
    }

    /// Leaves what a waiting loop's only read has not seen yet.
    fn keep_news(&self, from: &mut Vec<(Id, u32)>, loc: u32, stale: Option<Id>) {
        if let Some(stale) = stale {
            from.retain(|&(id, _)| self.origin(id, loc) != stale);
        }
    }

    /// Whether a write after this version changed anything.
    fn has_news(&self, loc: u32, version: Id) -> bool {
        let rank = self.rank_of(version);
        self.places[loc as usize].writes.iter().any(|&p| {
            let e = &self.events[p as usize];
            e.rank > rank && self.origin(e.id, loc) != version
        })
    }

    /// The loop's only read can read nothing new yet.
    fn spin_wait<T>(&mut self, at: Loc) -> Step<T> {
        let th = self.thread();
        th.spin.wait_for_last();
        self.block(Pending::Spin { at });
        self.yield_turn();
        Step::Wait
    }

    fn yield_turn(&mut self) {
        if let Chooser::Sample(s) = &mut self.chooser {
            s.turn = None;
        }
    }

    pub(crate) fn misuse(&mut self, message: String, at: Loc) {
        self.fail(FailureKind::Misuse, message, Some(at));
    }
}
