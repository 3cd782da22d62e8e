//! The compiled threads of the tests: build.rs writes them, from the one catalogue that there is.
//!
//! A kernel runs one thread of a test, with its orderings fixed, over a batch of instances: for each, the thread's accesses,
//! then a byte with what its registers hold. There is no branch in it that the test does not have.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU8, AtomicU32, fence};

/// The most locations that a test has.
pub(crate) const MAX_LOCATIONS: usize = 4;

/// For each location of the program, its place in each instance of a batch.
pub(crate) type Columns<'a> = [&'a [Line]; MAX_LOCATIONS];

/// One thread over a batch of instances; its results get a byte each, two bits a register.
///
/// # Safety
/// The program with these orderings has no data race, or nothing else uses the columns meanwhile: cells are read and written
/// without being atomic.
pub(crate) type Kernel = unsafe fn(&Columns<'_>, &[AtomicU8]);

/// One place of one instance, on a cache line of its own. (128 bytes where processors have such lines, or fetch them in pairs
/// that cannot be told apart from one: Apple's.)
#[derive(Debug)]
#[cfg_attr(target_arch = "x86_64", repr(align(64)))]
#[cfg_attr(not(target_arch = "x86_64"), repr(align(128)))]
pub(crate) struct Line(AtomicU32);

impl Line {
    pub(crate) fn new(value: u32) -> Line {
        Line(AtomicU32::new(value))
    }

    /// As an atomic.
    #[inline]
    pub(crate) fn atomic(&self) -> &AtomicU32 {
        &self.0
    }

    /// A plain read, as of an `UnsafeCell`.
    ///
    /// # Safety
    /// No data race: every write of it happens before or after.
    #[inline]
    unsafe fn read(&self) -> u32 {
        // SAFETY: it is alive and aligned; the caller answers for races.
        unsafe { self.0.as_ptr().read() }
    }

    /// A plain write, as of an `UnsafeCell`.
    ///
    /// # Safety
    /// No data race: every access to it happens before or after.
    #[inline]
    unsafe fn write(&self, value: u32) {
        // SAFETY: as above.
        unsafe { self.0.as_ptr().write(value) }
    }
}

/// An ordering as a type, because a const parameter cannot be one.
trait Order {
    const ORDERING: Ordering;
}

macro_rules! marks {
    ($($mark:ident = $ordering:ident),*) => {
        $(
            struct $mark;
            impl Order for $mark {
                const ORDERING: Ordering = $ordering;
            }
        )*
    };
}

marks!(
    MarkedRelaxed = Relaxed,
    MarkedRelease = Release,
    MarkedAcquire = Acquire,
    MarkedAcqRel = AcqRel,
    MarkedSeqCst = SeqCst
);

/// A test of the catalogue: for each thread, every choice of its orderings.
pub(crate) struct Compiled {
    pub(crate) name: &'static str,
    pub(crate) threads: &'static [&'static [Variant]],
}

/// A thread with these orderings.
pub(crate) struct Variant {
    pub(crate) orderings: &'static [Ordering],
    pub(crate) kernel: Kernel,
}

#[allow(
    unused_assignments,
    unused_variables,
    unused_mut,
    clippy::identity_op,
    clippy::undocumented_unsafe_blocks,
    reason = "generated: a thread need not use all it is given; what makes it sound stands at `Kernel`"
)]
mod generated {
    use super::*;

    include!(concat!(env!("OUT_DIR"), "/kernels.rs"));
}

/// The kernel of each thread of a test with these orderings, in the order of the program's text.
pub(crate) fn kernels(name: &str, orderings: &[Ordering]) -> Vec<Kernel> {
    let test = generated::COMPILED
        .iter()
        .find(|test| test.name == name)
        .expect("every test of the catalogue is compiled");
    let mut rest = orderings;
    test.threads
        .iter()
        .map(|variants| {
            let (own, others) = rest.split_at(variants[0].orderings.len());
            rest = others;
            let variant = variants.iter().find(|variant| variant.orderings == own);
            variant.expect("every choice is compiled").kernel
        })
        .collect()
}
