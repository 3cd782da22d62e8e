//! What a thread does that may be waiting in a loop: whether it may go on, and for what it waits (`spin` recognises the loop).

use super::Loc;
use super::clock::Id;
use super::graph::{Event, RMW};
use super::objects;
use super::run::{Chooser, Few, Pending, Run, Step, Thread};
use super::spin::{Idling, Seen, Stack};

/// As many calls of `yield_now` alike, with no step in between, are a loop that waits for nothing that the checker can see. (More than
/// one, because a counter may stand where it is not seen: on the heap.)
const MOST_YIELDS: u32 = 1_000;
/// The same for looks into one cell, which are cheap and may be many in a loop over the data.
const MOST_LOOKS: u32 = 1_000_000;

/// As many sleeps and prints in one execution are given up.
const MOST_NO_STEPS: usize = 100_000;

/// In place of a thread's number, in what a waiting loop knows of an object: the version of its state, or of the data of a lock.
pub(crate) const STATE: u8 = u8::MAX - 1;
pub(crate) const DATA: u8 = u8::MAX - 2;

fn is_version(id: Id) -> bool {
    id.t == STATE || id.t == DATA
}

/// Whether the operation makes another version.
fn is_news(of: u8, e: &Event) -> bool {
    if of == DATA {
        objects::changes_data(e)
    } else {
        !objects::reads_only(e)
    }
}

impl Run {
    /// What a waiting loop knows of an object: how many operations have changed it (or, when it has looked at the data of a lock,
    /// how many have changed those), among the ones of others that `counts`. (What it changes itself ends the loop, or undoes itself.)
    pub(super) fn version(&self, of: u8, loc: u32, counts: impl Fn(usize) -> bool) -> Id {
        let all = self.places[loc as usize]
            .objects
            .iter()
            .map(|&p| p as usize);
        let n = all
            .filter(|&p| {
                let e = &self.events[p];
                e.id.t != self.current && counts(p) && is_news(of, e)
            })
            .count();
        Id { t: of, i: n as u16 }
    }

    pub(super) fn note(&mut self, at: Loc, loc: u32, stack: &Stack, version: Id) {
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

    /// A sleep or a print, which is no step: a thread that does nothing else comes to no end, and no one can tell from a loop that
    /// does so often.
    pub(crate) fn no_step(&mut self) {
        self.no_steps += 1;
        if self.no_steps > MOST_NO_STEPS {
            self.stop(super::run::End::Limit(format!(
                "{MOST_NO_STEPS} sleeps and prints"
            )));
        }
    }

    /// A look into a cell.
    pub(crate) fn looks(&mut self, at: Loc) -> Step<()> {
        let th = self.thread();
        let calls = th.looks.call(th.next, at, 0);
        self.idles(calls > MOST_LOOKS, at)
    }

    /// A call that is no step; when it was one too many, the thread waits until nobody else can move.
    fn idles(&mut self, too_many: bool, at: Loc) -> Step<()> {
        if !too_many {
            return Step::Done(());
        }
        if !self.thread().blocked {
            self.block(Pending::Spin { at });
            self.thread().idles = true;
            self.yield_turn();
        }
        Step::Wait
    }

    /// Lets a loop of calls that are no steps go on, if others have moved since it last did: what they have done besides may be what
    /// it waits for, though it is not modelled (the count of an `Arc`). Returns whether there was one.
    pub(super) fn rouse(&mut self) -> bool {
        let executed = self.executed;
        let idler = |th: &Thread| th.blocked && th.idles && th.roused != Some(executed);
        let Some(t) = self.threads.iter().position(idler) else {
            return false;
        };
        let th = &mut self.threads[t];
        (th.blocked, th.idles, th.roused) = (false, false, Some(executed));
        (th.yields, th.looks) = (Idling::default(), Idling::default());
        self.ready |= 1 << t;
        true
    }

    pub(super) fn wait<T>(&mut self, pending: Pending) -> Step<T> {
        if !self.thread().blocked {
            self.thread().pending = pending;
        }
        Step::Wait
    }

    /// Whether this read may go on, and what it must not read. `None`: the thread is blocked, or the run is over.
    #[allow(clippy::option_option)]
    pub(super) fn spin_check(&mut self, at: Loc, loc: u32, stack: &Stack) -> Option<Option<Id>> {
        let th = self.thread();
        match th.spin.look(at, loc, || stack.hash(th.stack_base)) {
            Seen::New => Some(None),
            Seen::Again(version) => Some(Some(version)),
            Seen::Stutter => {
                self.stop(super::run::End::Pruned);
                None
            }
            // It went round again when it was explored; there the news had come already, and here they come later.
            Seen::Loop { .. } if self.follows_a_script() => Some(None),
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
    pub(super) fn origin(&self, mut id: Id, loc: u32) -> Id {
        while !id.is_init() && self.events[self.pos(id)].is(RMW) {
            let read = id.before();
            let rf = self.events[self.pos(read)].rf;
            if self.value_of(rf, loc) != self.value_of(id, loc) {
                break;
            }
            id = rf;
        }
        id
    }

    /// Leaves what a waiting loop's only read has not seen yet.
    pub(super) fn keep_news(&self, from: &mut Few<(Id, u32)>, loc: u32, stale: Option<Id>) {
        if let Some(stale) = stale {
            from.retain(|&mut (id, _)| self.origin(id, loc) != stale);
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
    pub(super) fn spin_wait<T>(&mut self, at: Loc) -> Step<T> {
        let th = self.thread();
        th.spin.wait_for_last();
        self.block(Pending::Spin { at });
        self.yield_turn();
        Step::Wait
    }

    fn follows_a_script(&self) -> bool {
        matches!(&self.chooser, Chooser::Script { steps, at } if *at < steps.len())
    }

    pub(super) fn yield_turn(&mut self) {
        if let Chooser::Sample(s) = &mut self.chooser {
            s.turn = None;
        }
    }
}
