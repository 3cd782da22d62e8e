//! The visible operations on objects with an abstract state: locks, channels, condition variables and the rest, and threads that end.

use super::graph::{Event, Kind};
use super::objects::{self, Branch, OpCode};
use super::run::{Chooser, Gate, Pending, Run, Step};
use super::spin::Stack;
use super::waiting::{DATA, STATE};
use super::{Loc, Op, Outcome, Slot};

impl Run {
    pub(crate) fn object(
        &mut self,
        slot: &Slot,
        op: Op,
        name: &'static str,
        stack: &Stack,
        at: Loc,
    ) -> Step<Outcome> {
        let (op, mut param) = objects::encode(op);
        if matches!(op, OpCode::Unlock | OpCode::WriteUnlock) {
            // What the lock guards may be a cell beside it.
            param |= u32::from(self.thread().wrote);
        }
        let place = |run: &mut Run, wanted| run.place_of(slot, wanted);
        let step = self.object_at(place, op, param, name, stack, at);
        if matches!(step, Step::Done(_)) && matches!(op, OpCode::Unlock | OpCode::WriteUnlock) {
            self.thread().wrote = false;
        }
        step
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
                let grant = self.grant(op);
                let state = self.state(loc, |_| true);
                let branches = state.branches(e.id.t, op, param, grant);
                let default = branches.iter().position(|b| b.default);
                let pick = match &mut self.chooser {
                    Chooser::Explore | Chooser::MainLast => default,
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

    fn after_object(&mut self, pos: usize, name: &'static str, stack: &Stack, at: Loc) {
        let e = self.events[pos];
        let looked = if e.op == OpCode::Join {
            // No loop waits by it: who joins has given the handle away.
            None
        } else if objects::looks(&e) {
            Some(STATE)
        } else {
            objects::takes(&e).then_some(DATA)
        };
        if let Some(of) = looked {
            let porf = self.info[pos].porf;
            let known = |p: usize| p < pos && porf.has(self.events[p].id);
            let version = self.version(of, e.loc, known);
            self.note(at, e.loc, stack, version);
        } else if e.op != OpCode::Join && !objects::leaves_alone(&e) {
            self.thread().spin.clear();
        }
        if self.recorder.is_some() {
            self.record_object(pos, name, at);
        }
    }
}
