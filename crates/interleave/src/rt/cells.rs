//! Data races on `UnsafeCell`: two accesses, one of them a write, that happens-before does not order.
//!
//! `UnsafeCell::get` returns a pointer and says nothing of what it is used for. Only the thread that asked runs until its next
//! visible operation, so the bytes tell: changed, it was a write; unchanged, it is taken for a read. A write of the same bytes is
//! therefore taken for a read, and a pointer that is used after a further visible operation is not seen.
//!
//! Per cell, the last write and the last read of each thread are enough to find a race if there is one (FastTrack,
//! Flanagan and Freund, PLDI 2009).

use super::Loc;
use super::clock::Clock;

/// Cells larger than this are compared by their first bytes only.
const MOST_BYTES: usize = 4096;

#[derive(Clone, Copy)]
struct Access {
    t: u8,
    /// How many events the thread had executed.
    at: u16,
    loc: Loc,
    /// The recorded step, when there is a recorder.
    step: usize,
}

#[derive(Default, Clone)]
struct Shadow {
    write: Option<Access>,
    reads: Vec<Access>,
}

/// A pointer that has been handed out and not yet accounted for.
struct Open {
    cell: usize,
    access: Access,
    ptr: *const u8,
    bytes: Vec<u8>,
}

#[derive(Default)]
pub(crate) struct Cells {
    shadows: Vec<Shadow>,
    open: Vec<Open>,
}

/// Two accesses that race: the earlier one in this run, then the later.
pub(crate) struct Race {
    pub(crate) first: Loc,
    pub(crate) first_writes: bool,
    pub(crate) first_thread: u8,
    /// How many events its thread had executed.
    pub(crate) first_at: u16,
    pub(crate) second: Loc,
    pub(crate) second_writes: bool,
}

impl Access {
    fn before(&self, hb: &Clock) -> bool {
        hb.get(self.t) > self.at
    }
}

fn look(ptr: *const u8, size: usize) -> Vec<u8> {
    // SAFETY: `ptr` came from `UnsafeCell::get` on a cell of `size` bytes that the running thread holds a reference to, or held
    // since its last visible operation. The bytes may be padding or uninitialised: they are read as volatile and only compared.
    (0..size.min(MOST_BYTES))
        .map(|n| unsafe { std::ptr::read_volatile(ptr.add(n)) })
        .collect()
}

impl Cells {
    pub(crate) fn clear(&mut self) {
        self.shadows.clear();
        self.open.clear();
    }

    /// A new cell's number.
    pub(crate) fn add(&mut self) -> u64 {
        self.shadows.push(Shadow::default());
        self.shadows.len() as u64 - 1
    }

    /// `UnsafeCell::get` by thread `t` whose past is `hb`. Taken for a read until it turns out to be a write.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn get(
        &mut self,
        cell: u64,
        ptr: *const u8,
        size: usize,
        t: u8,
        at: u16,
        hb: &Clock,
        loc: Loc,
        step: usize,
    ) -> Option<Race> {
        let cell = cell as usize;
        let access = Access { t, at, loc, step };
        let shadow = &mut self.shadows[cell];
        let race = shadow
            .write
            .filter(|w| w.t != t && !w.before(hb))
            .map(|w| Race {
                first: w.loc,
                first_writes: true,
                first_thread: w.t,
                first_at: w.at,
                second: loc,
                second_writes: false,
            });
        if race.is_some() {
            // Which kind of access the second is shows only when it is over; a race it is either way.
            return race;
        }
        match shadow.reads.iter_mut().find(|r| r.t == t) {
            Some(r) => *r = access,
            None => shadow.reads.push(access),
        }
        if size > 0 {
            self.open.push(Open {
                cell,
                access,
                ptr,
                bytes: look(ptr, size),
            });
        }
        None
    }

    /// The running thread reaches a visible operation, or ends: settles which of its accesses were writes. Calls `wrote` with
    /// the steps that turn out to be writes. With `only`, settles that cell's alone: it is about to be dropped.
    pub(crate) fn settle(
        &mut self,
        hb: &Clock,
        only: Option<u64>,
        mut wrote: impl FnMut(usize),
    ) -> Option<Race> {
        let mut race = None;
        let due = |open: &mut Open| only.is_none_or(|cell| open.cell as u64 == cell);
        for open in self.open.extract_if(.., due) {
            let Access { t, loc, step, .. } = open.access;
            if look(open.ptr, open.bytes.len()) == open.bytes {
                continue;
            }
            wrote(step);
            let shadow = &mut self.shadows[open.cell];
            if let Some(r) = shadow.reads.iter().find(|r| r.t != t && !r.before(hb)) {
                race = race.or(Some(Race {
                    first: r.loc,
                    first_writes: false,
                    first_thread: r.t,
                    first_at: r.at,
                    second: loc,
                    second_writes: true,
                }));
            }
            shadow.write = Some(open.access);
        }
        race
    }

    /// What the checker itself has just written is no access of the program: the head of an object that lies inside of a cell.
    pub(crate) fn forgive(&mut self, start: *const u8, size: usize) {
        for open in &mut self.open {
            let offset = (start as usize).wrapping_sub(open.ptr as usize);
            if let Some(bytes) = open.bytes.get_mut(offset..) {
                let size = size.min(bytes.len());
                bytes[..size].copy_from_slice(&look(start, size));
            }
        }
    }

    pub(crate) fn has_open(&self) -> bool {
        !self.open.is_empty()
    }
}
