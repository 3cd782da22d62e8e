//! `std::time`: in the model time is virtual. Each thread has a clock that sleeping, timing out and asking move on; nothing is ordered by it.
use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};

/// std's own. The wall clock is not modelled: a program whose course depends on it is not the same in each execution.
pub use std::time::{Duration, SystemTime, SystemTimeError, TryFromFloatSecsError, UNIX_EPOCH};

use crate::mirror::execution;
use crate::rt::{self, Mode};

/// By how much asking for the time moves the thread's clock on, at first.
const TICK: Duration = Duration::from_millis(1);
/// After as many questions each takes twice as long as the one before, so that a loop that waits for a deadline gets there.
const SHORT: u32 = 8;

/// As std's [`Instant`](std::time::Instant).
///
/// In the model it is the asking thread's own virtual clock: a child starts with its parent's time, `join` waits for the
/// later of the two, each question takes a millisecond (the ninth and later ones longer and longer), and a sleep takes as long as it says, at no cost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Time);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Time {
    Real(std::time::Instant),
    /// Since the execution began.
    Virtual(Duration),
}

impl Instant {
    /// As std's.
    #[must_use]
    pub fn now() -> Instant {
        Instant(match rt::mode() {
            Mode::Native => Time::Real(std::time::Instant::now()),
            Mode::Model | Mode::Teardown => {
                rt::looks_at_the_clock();
                let asked = execution::with_thread(|thread| {
                    thread.asked += 1;
                    thread.asked
                });
                let doublings = asked.saturating_sub(SHORT).min(31);
                let tick = TICK.saturating_mul(1 << doublings);
                Time::Virtual(execution::advance_clock(tick))
            }
        })
    }

    /// As std's: zero when `earlier` is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// As std's.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        match (self.0, earlier.0) {
            (Time::Real(this), Time::Real(earlier)) => this.checked_duration_since(earlier),
            (Time::Virtual(this), Time::Virtual(earlier)) => this.checked_sub(earlier),
            // One is from outside the execution; there is no time between the two.
            _ => None,
        }
    }

    /// As std's.
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// As std's.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// As std's.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        Some(Instant(match self.0 {
            Time::Real(this) => Time::Real(this.checked_add(duration)?),
            Time::Virtual(this) => Time::Virtual(this.checked_add(duration)?),
        }))
    }

    /// As std's.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        Some(Instant(match self.0 {
            Time::Real(this) => Time::Real(this.checked_sub(duration)?),
            Time::Virtual(this) => Time::Virtual(this.checked_sub(duration)?),
        }))
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;
    #[track_caller]
    fn add(self, other: Duration) -> Instant {
        self.checked_add(other)
            .expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;
    #[track_caller]
    fn sub(self, other: Duration) -> Instant {
        self.checked_sub(other)
            .expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, other: Duration) {
        *self = *self - other;
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Time::Real(this) => this.fmt(f),
            Time::Virtual(this) => f.debug_tuple("Instant").field(&this).finish(),
        }
    }
}
