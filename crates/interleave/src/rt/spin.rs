//! Loops that wait: a thread that comes back to the same place in the same state has only waited.
//!
//! The state of a modelled thread is its stack (and callee-saved registers, which are saved there); two equal hashes of it
//! at the same read, with nothing but reads in between, mean that the iteration changed nothing. The thread then waits
//! for a write that is newer than what it read; a bounded spin, whose counter is on the stack, is never mistaken for one.
//! What the hash does not see is a counter on the heap that is not modelled.

use super::Loc;
use super::clock::Id;

/// One read (or operation that changed nothing) since the thread last changed anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Look {
    at: usize,
    pub(crate) loc: u32,
    hash: u64,
    /// What was read; for objects, how many changes the object had seen.
    pub(crate) version: Id,
}

#[derive(Default)]
pub(crate) struct Spin {
    looks: Vec<Look>,
    waits: Vec<u32>,
}

/// Calls that are no steps (`yield_now` and `spin_loop`, or looks into a cell), since the thread's last step.
#[derive(Default)]
pub(crate) struct Idling {
    /// How many steps the thread had done.
    step: u16,
    at: usize,
    hash: u64,
    calls: u32,
}

impl Idling {
    /// One more call from here in this state. Returns how many there were, one after another and all alike.
    pub(crate) fn call(&mut self, step: u16, at: Loc, hash: u64) -> u32 {
        if (self.step, self.at, self.hash) != (step, key(at), hash) {
            *self = Idling {
                step,
                at: key(at),
                hash,
                calls: 0,
            };
        }
        self.calls += 1;
        self.calls
    }
}

/// What the history says of a read about to be done.
pub(crate) enum Seen {
    New,
    /// The loop's only read: it must not read this again.
    Again(Id),
    /// A loop with several reads, in this part of [`Spin::looks`].
    Loop {
        start: usize,
    },
    /// A loop that has gone round twice alike.
    Stutter,
}

fn key(at: Loc) -> usize {
    std::ptr::from_ref(at) as usize
}

impl Spin {
    pub(crate) fn clear(&mut self) {
        self.looks.clear();
        self.waits.clear();
    }

    /// Whether the thread has changed nothing since it last looked at something.
    pub(crate) fn watches(&self) -> bool {
        !self.looks.is_empty()
    }

    pub(crate) fn look(&self, at: Loc, loc: u32, hash: impl FnOnce() -> u64) -> Seen {
        let same = |l: &Look| l.at == key(at) && l.loc == loc;
        if !self.looks.iter().any(same) {
            return Seen::New;
        }
        let hash = hash();
        let found = |l: &Look| same(l) && l.hash == hash;
        let Some(start) = self.looks.iter().rposition(found) else {
            return Seen::New;
        };
        let n = self.looks.len() - start;
        if n == 1 {
            return Seen::Again(self.looks[start].version);
        }
        if start >= n && self.looks[start - n..start] == self.looks[start..] {
            return Seen::Stutter;
        }
        Seen::Loop { start }
    }

    pub(crate) fn looks(&self, start: usize) -> &[Look] {
        &self.looks[start..]
    }

    pub(crate) fn note(&mut self, at: Loc, loc: u32, hash: u64, version: Id) {
        self.looks.push(Look {
            at: key(at),
            loc,
            hash,
            version,
        });
        self.waits.clear();
    }

    pub(crate) fn wait_for(&mut self, start: usize) {
        self.waits = self.looks[start..].iter().map(|l| l.loc).collect();
    }

    /// Waits for what the last look was at.
    pub(crate) fn wait_for_last(&mut self) {
        self.waits = self.looks.last().map(|l| l.loc).into_iter().collect();
    }

    pub(crate) fn waits_for(&self, loc: u32) -> bool {
        self.waits.contains(&loc)
    }
}

/// Clears the next `WORDS` of the stack, so that what earlier calls left there, the engine's own among them, does not make two equal
/// states look different: a frame may have room that nothing is written to.
#[inline(never)]
pub(crate) fn scrub<const WORDS: usize>() {
    let mut zeros = [0u64; WORDS];
    std::hint::black_box(&mut zeros);
}

/// The running coroutine's stack, where a visible operation begins.
pub(crate) struct Stack {
    here: usize,
    registers: Registers,
}

impl Stack {
    /// `mark` lies in a frame below all of the program's, and which does not change until the operation is done.
    #[inline(always)]
    pub(crate) fn from(mark: &usize) -> Stack {
        Stack {
            here: std::hint::black_box(std::ptr::from_ref(mark) as usize),
            registers: callee_saved(),
        }
    }

    /// Taken only when something is to be compared with it: it looks at the whole stack.
    /// `base`: where the coroutine's stack begins.
    #[inline(never)]
    pub(crate) fn hash(&self, base: usize) -> u64 {
        let mut h = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |w: u64| h = (h.rotate_left(5) ^ w).wrapping_mul(0x517c_c1b7_2722_0a95);
        for r in self.registers {
            mix(r);
        }
        let mut p = (self.here + 7) & !7;
        while p + 8 <= base {
            // SAFETY: `p` lies between the frame of the mark and the base of the coroutine's own stack, aligned, and mapped. The words
            // may be padding, so they are read as volatile and only hashed.
            mix(unsafe { std::ptr::read_volatile(p as *const u64) });
            p += 8;
        }
        h
    }
}

#[cfg(target_arch = "x86_64")]
type Registers = [u64; 6];
#[cfg(target_arch = "aarch64")]
type Registers = [u64; 11];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
type Registers = [u64; 0];

/// The registers that a function must keep: what a loop counts may stand in one of them.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn callee_saved() -> Registers {
    let (a, b, c, d, e, f): (u64, u64, u64, u64, u64, u64);
    // SAFETY: copies registers.
    unsafe {
        std::arch::asm!("mov {}, rbx", "mov {}, rbp", "mov {}, r12", "mov {}, r13", "mov {}, r14", "mov {}, r15",
            out(reg) a, out(reg) b, out(reg) c, out(reg) d, out(reg) e, out(reg) f,
            options(nomem, nostack, preserves_flags));
    }
    [a, b, c, d, e, f]
}

/// As above.
#[cfg(target_arch = "aarch64")]
#[inline(always)]
fn callee_saved() -> Registers {
    let mut saved = [0u64; 11];
    // SAFETY: copies registers to `saved`, which has room for them.
    unsafe {
        std::arch::asm!("stp x19, x20, [{0}]", "stp x21, x22, [{0}, 16]", "stp x23, x24, [{0}, 32]",
            "stp x25, x26, [{0}, 48]", "stp x27, x28, [{0}, 64]", "str x29, [{0}, 80]",
            in(reg) saved.as_mut_ptr(), options(nostack, preserves_flags));
    }
    saved
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
#[inline(always)]
fn callee_saved() -> Registers {
    []
}
