//! The visible operations: what a load, a store, a read-modify-write, or a fence does to the run.
//!
//! Each is replayed from the graph, or is new; a new one takes the default choice at once and hands the other choices to
//! `branch` (the file that knows TruSt's rules).

use super::clock::Id;
use super::graph::{Event, FIXED, Kind, RMW};
use super::run::{Chooser, Gate, Pending, Run, Step};
use super::spin::Stack;
use super::{Atomic, Loc};
use std::fmt::Display;
use std::sync::atomic::Ordering;

/// A weak compare_exchange that failed though the value was the expected one.
pub(crate) const SPURIOUS_FAIL: u8 = 4;

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
        let loc = self.place_of(a.slot, wanted);
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
                    Chooser::Explore | Chooser::MainLast => 0,
                    Chooser::Script { steps, at } => (steps[*at].1 >> 1) as usize,
                    // What an older write would do to the order of all SeqCst operations is not looked at here.
                    Chooser::Sample(_) if ord == Ordering::SeqCst => 0,
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
                    Chooser::Explore => {
                        self.revisit(None, e);
                        for &after in places.iter().filter(|&&p| p != top) {
                            self.push_write(None, e, after);
                        }
                    }
                    Chooser::MainLast => {}
                    Chooser::Sample(_) if ord == Ordering::SeqCst => {}
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
        let pos = self.pos(id.before());
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
            Chooser::Explore | Chooser::MainLast => (0, false),
            Chooser::Script { steps, at } => ((steps[*at].1 >> 1) as usize, steps[*at].1 & 1 == 1),
            Chooser::Sample(_) if op.ord == Ordering::SeqCst => (0, false),
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
}
