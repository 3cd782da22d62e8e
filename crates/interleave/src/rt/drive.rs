//! The loop of a run: who goes on, the switches to and from the threads' coroutines, and the end.
//!
//! The functions that switch take a raw pointer: the coroutines that they resume use the same `Run`, through the thread-local
//! pointer, so no reference may be alive across a switch.

use super::objects::OpCode;
use super::run::{Chooser, End, Pending, Run, Thread};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// The bytes of stack that a modelled thread has (std's own default for spawned threads).
const STACK_BYTES: usize = 2 << 20;

/// As many time-outs that fire one after the other, with nothing else that could move in between, are given up.
const MOST_TIME_OUTS: usize = 64;

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
            loop {
                for t in 0..self.threads.len() {
                    let th = &self.threads[t];
                    if th.can_go_on()
                        && (th.next as usize) < self.by_thread[t].len()
                        && th.needs.is_none_or(|id| self.executed(id))
                    {
                        return Some(t as u8);
                    }
                }
                if !self.rouse() {
                    break;
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
                self.chooser = Chooser::MainLast;
            }
            let pick = match &mut self.chooser {
                Chooser::Explore => (self.ready != 0).then(|| self.ready.trailing_zeros() as u8),
                Chooser::MainLast => self.ready.checked_ilog2().map(|t| t as u8),
                Chooser::Script { steps, at } => {
                    let t = steps[*at].0;
                    let ready = self.ready & 1u32.checked_shl(t.into()).unwrap_or(0) != 0;
                    if !ready && self.rouse() {
                        continue;
                    }
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
            if pick.is_none() && self.end.is_none() {
                self.no_one_moves();
            }
            return pick;
        }
    }

    /// Nothing can move: lets a loop that may have missed something go on, or the time-outs of the lowest-numbered thread that has
    /// one fire.
    fn idle(&mut self) -> bool {
        let main_over = self.threads.first().is_none_or(|t| t.finished);
        if main_over {
            return false;
        }
        if self.rouse() {
            return true;
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
        if self.idle_rounds == MOST_TIME_OUTS {
            // Whether the next one is the one that ends it is not known.
            self.stop(End::Limit(format!("{MOST_TIME_OUTS} time-outs in a row")));
            return false;
        }
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
