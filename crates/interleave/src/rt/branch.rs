//! The other choices: TruSt's forward branches and backward revisits, and the overtaking of operations on objects.
//!
//! After "Truly Stateless, Optimal Dynamic Partial Order Reduction" (Kokologiannakis, Marmanis, Gladstein, Vafeiadis,
//! POPL 2022, doi 10.1145/3498711), Algorithm 1. A new event takes its default choice in the current run; each other choice
//! is a graph of its own, pushed here when it is consistent, so that (nearly) every pushed graph becomes an execution.
//!
//! *Revisit*: a new write `a` changes a read `r` that came before it and is not in its causal past (`porf`). What was added
//! after `r` and is not in the past of `a` is deleted, and comes back when the new graph is run. To reach each graph once, this is
//! done only when all that goes was *maximally added*, that is, was the default choice.
//!
//! *Overtake*: operations on an object are totally ordered where they are dependent, so a new operation `a` that comes before an
//! existing `u` is a revisit of `u` in which `u` itself goes, and comes back (enabled or not) after `a`. Its ghost stays where it
//! stood: as long as that is there, `a` is not what would have come by default, and must not be deleted.

use super::clock::{Clock, Id};
use super::graph::{Event, FIXED, Kind, MOVED, RMW, acquires, insert_rank, releases};
use super::objects::{self, Branch, Grant, OpCode};
use super::ops::SPURIOUS_FAIL;
use super::run::{End, Few, Pending, Run};
use super::sc;
use super::waiting::DATA;
use interleave_trace::FailureKind;
use std::sync::atomic::Ordering;

impl Run {
    // ---- reads and writes that coherence allows ----

    pub(crate) fn rank_of(&self, id: Id) -> u32 {
        if id.is_init() {
            0
        } else {
            self.events[self.pos(id)].rank
        }
    }

    pub(crate) fn top_rank(&self, loc: u32) -> u32 {
        self.places[loc as usize]
            .writes
            .iter()
            .map(|&p| self.events[p as usize].rank)
            .max()
            .unwrap_or(0)
    }

    /// The oldest write of the location that an access with this past may still see: coherence forbids reading, or writing
    /// before, anything older than a write or a read that happens-before the access.
    fn bound(&self, loc: u32, hb: &Clock, kept: impl Fn(usize) -> bool) -> u32 {
        let place = &self.places[loc as usize];
        let mut bound = 0;
        for &p in &place.writes {
            let e = &self.events[p as usize];
            if hb.has(e.id) && kept(p as usize) {
                bound = bound.max(e.rank);
            }
        }
        for &p in &place.reads {
            let e = &self.events[p as usize];
            if hb.has(e.id) && kept(p as usize) {
                bound = bound.max(self.rank_of(e.rf));
            }
        }
        bound
    }

    /// What the running thread may read now, newest first.
    pub(crate) fn readable(&self, loc: u32) -> Few<(Id, u32)> {
        let th = &self.threads[self.current as usize];
        let bound = self.bound(loc, &th.hb, |_| true);
        let mut all: Few<_> = self.places[loc as usize]
            .writes
            .iter()
            .map(|&p| &self.events[p as usize])
            .filter(|e| e.rank >= bound)
            .map(|e| (e.id, e.rank))
            .collect();
        if bound == 0 {
            all.push((Id::INIT, 0));
        }
        all.sort_unstable_by_key(|w| std::cmp::Reverse(w.1));
        all
    }

    /// The ranks after which the running thread may place a store, newest first.
    pub(crate) fn writable(&self, loc: u32) -> Few<u32> {
        let th = &self.threads[self.current as usize];
        let bound = self.bound(loc, &th.hb, |_| true);
        self.gaps(loc, bound, |_| true)
    }

    /// The ranks at or above `bound` after which a store may be placed among the writes that are kept: not between a
    /// read-modify-write and what it read. Newest first.
    fn gaps(&self, loc: u32, bound: u32, kept: impl Fn(usize) -> bool) -> Few<u32> {
        let mut writes: Few<(u32, bool)> = self.places[loc as usize]
            .writes
            .iter()
            .filter(|&&p| kept(p as usize))
            .map(|&p| &self.events[p as usize])
            .map(|w| (w.rank, w.is(RMW)))
            .collect();
        writes.sort_unstable();
        let mut all = Few::new();
        let mut after = 0;
        for &(rank, rmw) in &writes {
            if after >= bound && !rmw {
                all.push(after);
            }
            after = rank;
        }
        all.push(after);
        all.reverse();
        all
    }

    /// Whether a read-modify-write other than `but`'s has read this write already.
    pub(crate) fn taken(&self, rf: Id, loc: u32, but: Option<Id>) -> bool {
        self.taken_among(rf, loc, |p| Some(self.events[p].id) != but)
    }

    fn taken_among(&self, rf: Id, loc: u32, kept: impl Fn(usize) -> bool) -> bool {
        self.places[loc as usize].writes.iter().any(|&p| {
            let w = &self.events[p as usize];
            w.is(RMW) && self.events[self.pos(w.id.before())].rf == rf && kept(p as usize)
        })
    }

    // ---- forward branches ----

    /// An empty graph; of an earlier run's, when there is one, because asking for memory takes longer than filling it.
    fn empty(&mut self) -> Vec<Event> {
        let mut events = self.spare.pop().unwrap_or_default();
        events.clear();
        events
    }

    fn with(&mut self, new: &[Event]) -> Vec<Event> {
        let mut events = self.empty();
        events.extend_from_slice(&self.events);
        events.extend_from_slice(new);
        events
    }

    fn push_if(&mut self, consistent: bool, events: Vec<Event>) {
        if consistent {
            self.pushed.push(events);
        } else {
            self.spare.push(events);
        }
    }

    /// Pushes the graph with these reads added.
    pub(crate) fn push_if_consistent(&mut self, new: &[Event]) {
        let events = self.with(new);
        let consistent = self.consistent(&events, new, None);
        self.push_if(consistent, events);
    }

    /// Pushes the graph with this write added right after rank `after`.
    pub(crate) fn push_write(&mut self, read: Option<Event>, mut w: Event, after: u32) {
        let mut events = self.with(read.as_slice());
        w.rank = insert_rank(&mut events, w.loc, after);
        events.push(w);
        let from = events.len() - 1 - usize::from(read.is_some());
        let new = [events[from], w];
        let new = if read.is_some() { &new[..] } else { &new[1..] };
        let consistent = self.consistent(&events, new, None);
        self.push_if(consistent, events);
    }

    /// The outcomes of an operation, in the state as it is, that are not taken now.
    pub(crate) fn other_branches(&mut self, e: Event, branches: &[Branch], taken: Option<usize>) {
        for (n, b) in branches.iter().enumerate() {
            if Some(n) != taken {
                let mut e = e;
                (e.out, e.extra, e.flags) = (b.out as u8, b.extra, FIXED);
                let events = self.with(&[e]);
                self.pushed.push(events);
            }
        }
    }

    /// Pushes the graph in which the weak exchange whose reading half is at `pos`, and which a revisit has changed, fails all the
    /// same.
    pub(crate) fn push_spurious_failure(&mut self, pos: usize, fail: Ordering) {
        let mut events = self.with(&[]);
        let read = &mut events[pos];
        (read.ord, read.flags) = (fail, FIXED | SPURIOUS_FAIL);
        let read = *read;
        let message = if read.rf.is_init() {
            Clock::ZERO
        } else {
            self.info[self.pos(read.rf)].msg
        };
        let consistent = self.consistent(&events, &[], Some((read, message)));
        self.push_if(consistent, events);
    }

    // ---- backward revisits ----

    /// The clocks that a new event of the running thread would have: (happens-before, message, causal past).
    fn clocks(&self, read: Option<Event>, w: Event) -> (Clock, Clock, Clock) {
        let th = &self.threads[self.current as usize];
        let (mut hb, mut porf) = (th.hb, th.porf);
        let mut chain = Clock::ZERO;
        if let Some(r) = read {
            if !r.rf.is_init() {
                let from = &self.info[self.pos(r.rf)];
                porf.join(&from.porf);
                chain = from.msg;
                if acquires(r.ord) {
                    hb.join(&from.msg);
                }
            }
            hb.add(r.id);
            porf.add(r.id);
        } else if w.is(RMW) {
            // The reading half has been executed already.
            let r = &self.events[self.pos(w.id.before())];
            if !r.rf.is_init() {
                chain = self.info[self.pos(r.rf)].msg;
            }
        }
        hb.add(w.id);
        let mut msg = if releases(w.ord) { hb } else { th.released() };
        if w.is(RMW) {
            msg.join(&chain);
        }
        (hb, msg, porf)
    }

    /// Lets the new write `w` (with its reading half, when it has one) be read by reads that came before it.
    pub(crate) fn revisit(&mut self, read: Option<Event>, w: Event) {
        let (hb, msg, past) = self.clocks(read, w);
        let source = w.is(RMW).then(|| {
            read.unwrap_or_else(|| self.events[self.pos(w.id.before())])
                .rf
        });
        for r_pos in self.revisitable(w.loc, &past) {
            let r = self.events[r_pos];
            let kept = |p| self.stays(p, r_pos + 1, &past);
            // What happens-before the read is what happened-before it; its thread has at least its first event.
            let r_hb = &self.info[self.pos(r.id.before())].hb;
            let bound = self
                .bound(w.loc, &hb, kept)
                .max(self.bound(w.loc, r_hb, kept));
            let places = match source {
                Some(rf) => {
                    let rank = self.rank_of(rf);
                    let free = rank >= bound && !self.taken_among(rf, w.loc, kept);
                    free.then_some(rank).into_iter().collect()
                }
                None => self.gaps(w.loc, bound, kept),
            };
            for after in places {
                let mut events = self.restricted(r_pos + 1, &past);
                events.extend(read);
                let mut w = w;
                w.rank = insert_rank(&mut events, w.loc, after);
                events[r_pos].rf = w.id;
                let r = events[r_pos];
                events.push(w);
                let new = [w, read.unwrap_or(w)];
                let new = &new[..1 + usize::from(read.is_some())];
                let consistent = self.consistent(&events, new, Some((r, msg)));
                self.push_if(consistent, events);
            }
        }
    }

    pub(crate) fn revisit_by_second_half(&mut self, w: Event) {
        if self.branching {
            self.revisit(None, w);
        }
    }

    /// The reads of the location that a write with this past may change: those outside of it, for which they and all that goes with
    /// them were added as the default choice.
    fn revisitable(&self, loc: u32, past: &Clock) -> Few<usize> {
        let mut all: Few<usize> = (0..self.events.len())
            .rev()
            .filter(|&p| !past.has(self.events[p].id))
            .take_while(|&p| self.maximally_added(p, past))
            .filter(|&p| self.events[p].is_read() && self.events[p].loc == loc)
            .collect();
        all.reverse();
        all
    }

    /// TruSt's condition. A read reads, and a write is, the newest among what came before it and the revisitor's past; and
    /// no earlier event was changed by it (a read that it revisited, an operation that it overtook).
    fn maximally_added(&self, pos: usize, past: &Clock) -> bool {
        let e = &self.events[pos];
        if e.is(FIXED) {
            return false;
        }
        let rank = match e.kind {
            Kind::Read => self.rank_of(e.rf),
            Kind::Write => {
                let revisited = |&p: &u32| (p as usize) < pos && self.events[p as usize].rf == e.id;
                if self.places[e.loc as usize].reads.iter().any(revisited) {
                    return false;
                }
                e.rank
            }
            Kind::Object => {
                let overtaken = |&p: &u32| (p as usize) < pos && self.events[p as usize].rf == e.id;
                return !self.ghosts.iter().any(overtaken);
            }
            _ => return true,
        };
        self.places[e.loc as usize].writes.iter().all(|&p| {
            let w = &self.events[p as usize];
            w.rank <= rank || !(p as usize <= pos || past.has(w.id))
        })
    }

    /// Whether the event is in the smaller graph: one before `from`, or one in `past`.
    fn stays(&self, pos: usize, from: usize, past: &Clock) -> bool {
        pos < from || past.has(self.events[pos].id)
    }

    /// The events of a smaller graph: those that stay.
    fn restricted(&mut self, from: usize, past: &Clock) -> Vec<Event> {
        let mut events = self.empty();
        let (before, after) = self.events.split_at(from);
        events.extend_from_slice(before);
        for e in after {
            if past.has(e.id) {
                let mut e = *e;
                if e.kind == Kind::Ghost {
                    e.flags |= MOVED;
                }
                events.push(e);
            }
        }
        events
    }

    // ---- overtaking ----

    /// Lets the new operation `a` come before operations on the same object that came before it.
    /// `stale`: a waiting loop that must not see this version of the object again.
    pub(crate) fn overtake(&mut self, a: Event, stale: Option<Id>) {
        if a.op == OpCode::Join {
            // It comes after the thread's end in every execution.
            return;
        }
        let past = self.threads[self.current as usize].porf;
        let on_object = self.places[a.loc as usize].objects.clone();
        for (n, &u) in on_object.iter().enumerate() {
            let u = u as usize;
            if past.has(self.events[u].id) {
                continue;
            }
            // Later operations that do not depend on `u` may stay, each choice of them is another order.
            let u_id = self.events[u].id;
            let optional: Vec<usize> = on_object[n + 1..]
                .iter()
                .map(|&q| q as usize)
                .filter(|&q| !past.has(self.events[q].id) && !self.info[q].porf.has(u_id))
                .collect();
            self.overtake_with(a, u, past, &optional, &mut (vec![], vec![]), stale);
        }
    }

    fn overtake_with(
        &mut self,
        a: Event,
        u: usize,
        past: Clock,
        optional: &[usize],
        choice: &mut (Vec<usize>, Vec<usize>),
        stale: Option<Id>,
    ) {
        if let [first, rest @ ..] = optional {
            choice.1.push(*first);
            self.overtake_with(a, u, past, rest, choice, stale);
            choice.1.pop();
            let mut more = past;
            more.join(&self.info[*first].porf);
            choice.0.push(*first);
            self.overtake_with(a, u, more, rest, choice, stale);
            choice.0.pop();
            return;
        }
        // A kept operation keeps its past; if that holds an operation that was to go, this choice is another one's.
        let (stay, go) = &*choice;
        if go.iter().chain([&u]).any(|&q| past.has(self.events[q].id)) {
            return;
        }
        let kept = |p| self.stays(p, u, &past);
        if !(u..self.events.len())
            .filter(|&p| p == u || !kept(p))
            .all(|p| self.maximally_added(p, &past))
        {
            return;
        }
        let state = self.state(a.loc, kept);
        let grant = Grant {
            spurious: self.may_wake_unasked(a.op, kept),
            idle: false,
        };
        for b in state.branches(a.id.t, a.op, a.param, grant) {
            let mut a = a;
            (a.out, a.extra) = (b.out as u8, b.extra);
            a.flags = if b.default { 0 } else { FIXED };
            let over = self.events[u];
            if !objects::dependent(&a, &over) {
                continue;
            }
            // Whether it commutes with those that overtook before shows only now that its outcome is known.
            let waits = |&g: &u32| {
                let ghost = &self.events[g as usize];
                ghost.id == over.id && (g as usize) < u && self.comes_first(ghost, u, &a, &past)
            };
            if self.ghosts.iter().any(waits) {
                continue;
            }
            // What was chosen to stay must be what `a` depends on, or the same order would be explored under another choice.
            let needed = |q: usize| {
                objects::dependent(&a, &self.events[q])
                    || stay.iter().any(|&s| {
                        s != q
                            && objects::dependent(&a, &self.events[s])
                            && self.info[s].porf.has(self.events[q].id)
                    })
            };
            if !stay.iter().all(|&q| needed(q)) {
                continue;
            }
            if let Some(version) = stale
                && (objects::looks(&a) || version.t == DATA && objects::takes(&a))
                && self
                    .version(version.t, a.loc, |p| self.stays(p, u, &past))
                    .i
                    <= version.i
            {
                continue;
            }
            let mut events = self.restricted(u, &past);
            let mut ghost = over;
            (ghost.kind, ghost.rf, ghost.flags) = (Kind::Ghost, a.id, 0);
            events.insert(u, ghost);
            events.push(a);
            self.pushed.push(events);
        }
    }

    /// Two operations that commute may both overtake `u`. That both come before it is then explored once: by the one of the
    /// lower thread, in whose branch the other is free. In the other's branch the lower one has to let `u` go first.
    /// (In partial-order reduction's terms it is in the sleep set: Godefroid, LNCS 1032, 1996.)
    /// It wakes when something that depends on it has come after `f`: then its place is another one.
    /// `ghost` is where `u` stood before `f` overtook it.
    fn comes_first(&self, ghost: &Event, until: usize, a: &Event, past: &Clock) -> bool {
        if ghost.is(MOVED)
            || ghost.loc != a.loc
            || ghost.rf.t <= a.id.t
            || ghost.id.t == a.id.t
            || past.has(ghost.rf)
        {
            return false;
        }
        let f = self.pos(ghost.rf);
        let mut u = *ghost;
        u.kind = Kind::Object;
        !objects::dependent(a, &self.events[f])
            && objects::dependent(a, &u)
            && !self.places[a.loc as usize]
                .objects
                .iter()
                .map(|&g| g as usize)
                .any(|g| f < g && g < until && objects::dependent(a, &self.events[g]))
    }

    /// Whether the running thread must not do this now, because an overtaken operation has to come back first.
    pub(crate) fn asleep(&self, a: &Event) -> bool {
        let past = &self.threads[a.id.t as usize].porf;
        self.ghosts.iter().any(|&g| {
            let ghost = &self.events[g as usize];
            let there = self.by_thread.get(ghost.id.t as usize);
            let gone = there.is_none_or(|all| all.len() <= ghost.id.i as usize);
            gone && self.comes_first(ghost, usize::MAX, a, past)
        })
    }

    /// Whether this operation, when it is a wait, may end though nobody ended it: once in an execution.
    pub(crate) fn may_wake_unasked(&self, op: OpCode, kept: impl Fn(usize) -> bool) -> bool {
        matches!(op, OpCode::CvWake | OpCode::Park)
            && !(0..self.events.len())
                .any(|p| kept(p) && objects::is_spurious_wake(&self.events[p]))
    }

    // ---- consistency ----

    /// Whether a graph that extends (part of) the current one by `new` events, and perhaps by a read that now reads from the
    /// new write, satisfies RC11's SC axiom. Everything else has been seen to by construction.
    fn consistent(
        &self,
        events: &[Event],
        new: &[Event],
        revisited: Option<(Event, Clock)>,
    ) -> bool {
        if self.sc_events + new.iter().filter(|e| e.is_sc()).count() < 2 {
            return true;
        }
        let sc_count = events.iter().filter(|e| e.is_sc()).count();
        let fences = events.iter().any(|e| e.is_sc() && e.kind == Kind::Fence);
        let touched = new.iter().any(Event::is_sc) || revisited.is_some_and(|(r, _)| r.is_sc());
        if sc_count < 2 || !(fences || touched) {
            return true;
        }
        let real: Vec<Event> = events
            .iter()
            .filter(|e| e.kind != Kind::Ghost)
            .copied()
            .collect();
        let mut hb: Vec<Clock> = Vec::with_capacity(real.len());
        for e in &real {
            let executed = self.by_thread[e.id.t as usize]
                .get(e.id.i as usize)
                .is_some();
            let mut clock = match revisited {
                Some((r, msg)) if r.id == e.id => {
                    let mut clock = self.info[self.pos(r.id.before())].hb;
                    if acquires(r.ord) {
                        clock.join(&msg);
                    }
                    clock
                }
                _ if executed => self.info[self.pos(e.id)].hb,
                _ => {
                    // A new event of the running thread.
                    let mut clock = self.threads[e.id.t as usize].hb;
                    for r in new
                        .iter()
                        .filter(|r| r.is_read() && acquires(r.ord) && !r.rf.is_init())
                    {
                        clock.join(&self.info[self.pos(r.rf)].msg);
                    }
                    clock
                }
            };
            clock.add(e.id);
            hb.push(clock);
        }
        sc::consistent(&real, &hb)
    }

    pub(crate) fn whole_graph_consistent(&self) -> bool {
        let real = || (0..self.events.len()).filter(|&p| self.events[p].kind != Kind::Ghost);
        let events: Vec<Event> = real().map(|p| self.events[p]).collect();
        let hb: Vec<Clock> = real().map(|p| self.info[p].hb).collect();
        sc::consistent(&events, &hb)
    }

    // ---- the end ----

    /// Fails unless every thread's end comes before what the running thread has done.
    pub(crate) fn all_must_have_ended(&mut self) {
        let me = &self.threads[self.current as usize];
        let ended = |t: usize, th: &super::run::Thread| {
            let last = Id {
                t: t as u8,
                i: th.next.saturating_sub(1),
            };
            !th.exists || th.finished && me.porf.has(last)
        };
        let left = (0..self.threads.len())
            .find(|&t| t != self.current as usize && !ended(t, &self.threads[t]));
        if let Some(left) = left {
            let who = self.who(left as u8);
            self.fail(
                FailureKind::Leak,
                format!("{who} had not ended when the checked closure returned"),
                None,
            );
        }
    }

    /// Nothing can move any more: the execution is complete, or it is a deadlock or livelock. Operations that still wait
    /// may have come earlier.
    pub(crate) fn no_one_moves(&mut self) {
        for t in 0..self.threads.len() {
            let th = &self.threads[t];
            if !self.branching || th.finished || !th.exists {
                continue;
            }
            if let Pending::Object { loc, op, param, .. } = th.pending {
                self.current = t as u8;
                let mut e = Event::new(Kind::Object, self.next_id());
                (e.loc, e.op, e.param) = (loc, op, param);
                let state = self.state(loc, |_| true);
                let branches = state.branches(t as u8, op, param, self.grant(op));
                if !self.threads[t].asleep {
                    self.other_branches(e, &branches, None);
                }
                self.overtake(e, None);
            }
        }
        if self.threads.iter().any(|th| th.blocked && th.asleep) {
            self.stop(End::Pruned);
            return;
        }
        if self.threads[0].finished {
            self.stop(End::Complete);
            return;
        }
        let spins = self.threads.iter().find_map(|th| match th.pending {
            Pending::Spin { at } if th.blocked && !th.finished => Some(at),
            _ => None,
        });
        match spins {
            Some(at) => self.fail(
                FailureKind::Livelock,
                "a thread spins, and nothing that is left to run will end it".into(),
                Some(at),
            ),
            None => self.fail(
                FailureKind::Deadlock,
                "every thread that is left waits for another".into(),
                None,
            ),
        }
    }
}
