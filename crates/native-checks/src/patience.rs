//! Waiting for what may never come.
//!
//! Where a check cannot see that nothing will happen any more, it has to give up at some time. A deadline would make
//! the machine part of the verdict: a thread that got no processor until then would count as one that never comes. So
//! patience is counted in turns. In each the waiting thread sleeps for a moment, and has then to be given a
//! processor like everybody else. A thread that has not come after so many turns had as many chances to run.
use std::sync::{Condvar, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// So many turns: on a machine with nothing else to do, one second, and more on a busy one.
const TURNS: u32 = 1_000;
const TURN: Duration = Duration::from_millis(1);

/// Looks once in each turn, until there is something to see, or patience is at an end.
pub fn until<R>(mut look: impl FnMut() -> Option<R>) -> Option<R> {
    for _ in 0..TURNS {
        if let Some(seen) = look() {
            return Some(seen);
        }
        thread::sleep(TURN);
    }
    None
}

/// [`Condvar::wait_while`], but no longer than patience lasts: the condition may still hold afterwards.
pub fn wait_while<'a, T>(
    changed: &Condvar,
    state: MutexGuard<'a, T>,
    condition: impl FnMut(&mut T) -> bool,
) -> MutexGuard<'a, T> {
    wait_turns(TURNS, changed, state, condition)
}

pub(crate) fn wait_turns<'a, T>(
    turns: u32,
    changed: &Condvar,
    mut state: MutexGuard<'a, T>,
    mut condition: impl FnMut(&mut T) -> bool,
) -> MutexGuard<'a, T> {
    for _ in 0..turns {
        let (now, waited) = changed
            .wait_timeout_while(state, TURN, &mut condition)
            .unwrap_or_else(PoisonError::into_inner);
        state = now;
        if !waited.timed_out() {
            break;
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn what_comes_is_seen_and_what_does_not_is_given_up() {
        let mut looks = 0;
        let seen = until(|| {
            looks += 1;
            (looks == 7).then_some(looks)
        });
        assert_eq!(seen, Some(7));

        let (state, changed) = (Mutex::new(0), Condvar::new());
        let waited = wait_turns(5, &changed, state.lock().unwrap(), |looks| {
            *looks += 1;
            true
        });
        assert!(*waited >= 5, "{waited}");
        drop(waited);
        thread::scope(|scope| {
            scope.spawn(|| {
                *state.lock().unwrap() = 0;
                changed.notify_all();
            });
            let come = wait_while(&changed, state.lock().unwrap(), |state| *state != 0);
            assert_eq!(*come, 0);
        });
    }
}
