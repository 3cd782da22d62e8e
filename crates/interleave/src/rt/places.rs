//! Which object is which: the place that an atomic, a fence or an object has in the graph, and the number of a cell.

use super::run::Run;
use super::{Slot, Touch, Ty};
use std::sync::atomic::{AtomicU64, Ordering};

/// What is known of a location: an atomic's, a fence's, an object's.
pub(crate) struct Place {
    pub(crate) kind: &'static str,
    pub(crate) ty: Ty,
    pub(crate) init: u64,
    /// Positions in the graph, by stamp.
    pub(crate) writes: Vec<u32>,
    pub(crate) reads: Vec<u32>,
    pub(crate) objects: Vec<u32>,
}

/// Numbers the executions of the process. The upper bits of a slot's key.
static GENERATION: AtomicU64 = AtomicU64::new(1);

/// A number that no other execution of the process has.
pub(crate) fn next_generation() -> u64 {
    GENERATION.fetch_add(1, Ordering::Relaxed)
}

const PLACE_BITS: u32 = 20;
const UNPLACED: u64 = (1 << PLACE_BITS) - 1;

impl Run {
    pub(crate) fn place_mut(&mut self, loc: u32) -> &mut Place {
        while self.places.len() <= loc as usize {
            self.places.push(Place {
                kind: "",
                ty: Ty::U64,
                init: 0,
                writes: vec![],
                reads: vec![],
                objects: vec![],
            });
        }
        &mut self.places[loc as usize]
    }

    /// Whether the object has been touched in this execution.
    pub(crate) fn touch(&mut self, slot: &Slot, kind: &'static str) -> Touch {
        if let Some(rec) = &mut self.recorder {
            rec.touched(slot, kind);
        }
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation {
            return Touch::Known;
        }
        slot.key
            .store(self.generation << PLACE_BITS | UNPLACED, Ordering::Relaxed);
        if key == 0 { Touch::Fresh } else { Touch::Stale }
    }

    /// The place of the object, which gets `wanted` (the one that the graph says) or a new one when it has none yet.
    pub(crate) fn place_of(&mut self, slot: &Slot, wanted: Option<u32>) -> u32 {
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED {
            return (key & UNPLACED) as u32;
        }
        let loc = wanted.unwrap_or(self.next_place);
        self.next_place = self.next_place.max(loc + 1);
        slot.key.store(
            self.generation << PLACE_BITS | u64::from(loc),
            Ordering::Relaxed,
        );
        let kind = self.recorder.as_ref().map_or("", |rec| rec.kind_of(slot));
        self.place_mut(loc).kind = kind;
        loc
    }

    pub(crate) fn known_place(&self, slot: &Slot) -> Option<u32> {
        let key = slot.key.load(Ordering::Relaxed);
        (key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED)
            .then_some((key & UNPLACED) as u32)
    }

    /// The place that stands for the end of a thread: the places below `MAX_THREADS`.
    pub(crate) fn thread_place(&mut self, place: u32) {
        self.place_mut(place).kind = "thread";
    }

    /// The number of an `UnsafeCell`, which has no place in the graph.
    pub(crate) fn cell_of(&mut self, slot: &Slot) -> u64 {
        let key = slot.key.load(Ordering::Relaxed);
        if key >> PLACE_BITS == self.generation && key & UNPLACED != UNPLACED {
            return key & UNPLACED;
        }
        let cell = self.cells.add();
        slot.key
            .store(self.generation << PLACE_BITS | cell, Ordering::Relaxed);
        cell
    }
}
