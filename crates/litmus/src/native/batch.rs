//! A batch: the memory of many instances of one test, the results of its threads, and outcomes as small numbers.

use crate::choice::Choice;
use crate::kernels::{Columns, Kernel, Line, MAX_LOCATIONS, kernels};
use interleave_axioms::{Condition, Outcome};
use std::ops::Range;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;

/// How many instances there are in a batch. Two or three lines for each, which the second-level cache of a processor holds.
pub(crate) const SIZE: usize = 512;

/// The instances of a batch.
#[derive(Debug)]
pub(crate) struct Batch {
    /// For each location of the program, its line in every instance.
    lines: Vec<Vec<Line>>,
    initial: Vec<u32>,
    /// For each role, a byte for each instance.
    results: Vec<Vec<AtomicU8>>,
    roles: Vec<Kernel>,
    layout: Layout,
}

/// Where in a key the bits of an outcome are: two for each register and observed location.
#[derive(Debug)]
struct Layout {
    /// For each thread: how many registers it has, and where they begin.
    threads: Vec<(usize, u32)>,
    /// The observed locations, and where they are.
    memory: Vec<(usize, String, u32)>,
    bits: u32,
}

impl Batch {
    /// A batch for a test, its instances as they are before any thread starts.
    pub(crate) fn new(choice: &Choice) -> Batch {
        let program = &choice.program;
        let mut roles = kernels(choice.test.classic.name, &choice.orderings());
        let last = *roles.last().expect("a test has threads");
        roles.extend((1..choice.test.readers).map(|_| last));
        let initial: Vec<u32> = program
            .locations
            .iter()
            .map(|location| location.init)
            .collect();
        let column = |&init: &u32| (0..SIZE).map(|_| Line::new(init)).collect();
        let mut bits = 0;
        let mut next = |wanted: u32| {
            bits += wanted;
            bits - wanted
        };
        let threads = program
            .threads
            .iter()
            .map(|t| (t.registers, next(2 * t.registers as u32)))
            .collect();
        let memory = (program.observed.iter())
            .map(|loc| (loc.0, program.locations[loc.0].name.clone(), next(2)))
            .collect();
        Batch {
            lines: initial.iter().map(column).collect(),
            initial,
            results: roles
                .iter()
                .map(|_| (0..SIZE).map(|_| AtomicU8::new(0)).collect())
                .collect(),
            roles,
            layout: Layout {
                threads,
                memory,
                bits,
            },
        }
    }

    /// How many roles there are: a thread of the test each, the last one as often as there are readers.
    pub(crate) fn roles(&self) -> usize {
        self.roles.len()
    }

    /// How many keys there are.
    pub(crate) fn keys(&self) -> usize {
        1 << self.layout.bits
    }

    /// Runs a role over these instances.
    ///
    /// # Safety
    /// As [`Kernel`].
    #[inline]
    pub(crate) unsafe fn run(&self, role: usize, instances: Range<usize>) {
        let mut columns: Columns<'_> = [&[]; MAX_LOCATIONS];
        for (column, lines) in columns.iter_mut().zip(&self.lines) {
            *column = &lines[instances.clone()];
        }
        // SAFETY: the caller's.
        unsafe { self.roles[role](&columns, &self.results[role][instances]) };
    }

    /// Gives the key of each outcome of these instances, and puts their initial values back.
    #[inline]
    pub(crate) fn collect(&self, instances: Range<usize>, mut found: impl FnMut(usize)) {
        let last = self.layout.threads.len() - 1;
        for instance in instances {
            let mut key = 0;
            for (thread, &(_, shift)) in self.layout.threads[..last].iter().enumerate() {
                key |= usize::from(self.results[thread][instance].load(Relaxed)) << shift;
            }
            for &(loc, _, shift) in &self.layout.memory {
                key |= (self.lines[loc][instance].atomic().load(Relaxed) as usize) << shift;
            }
            for readers in &self.results[last..] {
                found(
                    key | usize::from(readers[instance].load(Relaxed))
                        << self.layout.threads[last].1,
                );
            }
            for (lines, &init) in self.lines.iter().zip(&self.initial) {
                lines[instance].atomic().store(init, Relaxed);
            }
        }
    }

    /// The outcome that a key stands for.
    pub(crate) fn decode(&self, key: usize) -> Outcome {
        let bits = |shift: u32| (key >> shift) as u32 & 3;
        let registers = |&(count, shift): &(usize, u32)| {
            (0..count as u32).map(|r| bits(shift + 2 * r)).collect()
        };
        Outcome {
            registers: self.layout.threads.iter().map(registers).collect(),
            memory: (self.layout.memory.iter())
                .map(|(_, name, shift)| (name.clone(), bits(*shift)))
                .collect(),
        }
    }

    /// The keys of the outcomes of which a condition holds.
    pub(crate) fn keys_of(&self, condition: &Condition) -> Vec<usize> {
        (0..self.keys())
            .filter(|&key| condition.holds(&self.decode(key)))
            .collect()
    }
}
