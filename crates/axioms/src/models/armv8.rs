//! ARMv8 (AArch64), for the instructions that rustc emits.
//!
//! The model: Pulte, Flur, Deacon, French, Sarkar, Sewell, "Simplifying ARM Concurrency: Multicopy-Atomic Axiomatic and Operational
//! Models for ARMv8", POPL 2018 (doi 10.1145/3158107), the axiomatic model, which is Deacon's `aarch64.cat`.
//!
//! The mapping (LLVM's):
//!
//! | Rust | AArch64 |
//! |---|---|
//! | `load` Relaxed / SeqCst | `ldr` / `ldar` |
//! | `load` Acquire | `ldar`; `ldapr` where the target has `rcpc` ([`crate::Model::Armv8Rcpc`]) |
//! | `store` Relaxed / Release, SeqCst | `str` / `stlr` |
//! | read-modify-write, Armv8.1 and later ([`crate::Model::Armv8`], and with `rcpc`) | `ldadd`, `swp`, `cas` with `a` for Acquire, `l` for Release, `al` for AcqRel and SeqCst |
//! | the same on Armv8.0 ([`crate::Model::Armv8Exclusives`]) | a loop of `ldxr` or `ldaxr` and `stxr` or `stlxr` |
//! | `fence` Acquire / Release, AcqRel, SeqCst | `dmb ishld` / `dmb ish` |
//!
//! rustc's targets for Apple's machines have `rcpc` (`rustc --print cfg --target aarch64-apple-darwin`), and those for Linux and Windows do not.
//! Every target that has it has the single instructions of Armv8.1 too, so `ldapr` together with exclusives is not modelled.
//!
//! A compare_exchange gets one ordering, strong enough for success and failure. For Linux, rustc's default is to choose at run
//! time between the two forms of a read-modify-write ("outline atomics").
//!
//! Only the instructions are modelled: what the compiler may do with relaxed accesses before it emits them is not.
//! Dependencies are those of the source program, taken to survive compilation.

use super::{Axiom, Checked};
use crate::execution::{Access, Event, Execution, Kind};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst};

/// po|loc ∪ fr ∪ co ∪ rf is acyclic.
pub(super) const INTERNAL: Axiom = Axiom {
    name: "internal",
    source: "ARMv8, POPL 2018, axiomatic model",
};
/// ob is irreflexive.
pub(super) const EXTERNAL: Axiom = Axiom {
    name: "external",
    source: "ARMv8, POPL 2018, axiomatic model",
};
/// rmw ∩ (fre; coe) is empty.
pub(super) const ATOMIC: Axiom = Axiom {
    name: "atomic",
    source: "ARMv8, POPL 2018, axiomatic model",
};

/// How a read-modify-write is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atomics {
    /// The single instructions of Armv8.1.
    Lse,
    /// Load-exclusive and store-exclusive.
    Exclusives,
}

/// What an Acquire load is compiled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AcquireLoads {
    /// Load-acquire, which stays behind an earlier store-release.
    Ldar,
    /// Load-acquire of the weaker kind (RCpc), which may overtake one.
    Ldapr,
}

/// The ordering that LLVM compiles an access for: of a compare_exchange, the merged one
/// (`AtomicCmpXchgInst::getMergedOrdering`).
fn compiled_for(event: &Event) -> Option<Ordering> {
    match event.access {
        Access::Rmw {
            ordering,
            failure: Some(failure),
        }
        | Access::FailedRmw { ordering, failure } => Some(match (ordering, failure) {
            (_, SeqCst) => SeqCst,
            (Ordering::Relaxed, Acquire) => Acquire,
            (Release, Acquire) => AcqRel,
            _ => ordering,
        }),
        access => access.ordering(),
    }
}

/// The axioms.
pub(super) fn check(x: &Execution, atomics: Atomics, acquire_loads: AcquireLoads) -> Checked {
    let (reads, writes) = (x.reads(), x.writes());
    let memory = reads | writes;
    let (po, rf, co, fr, external) = (x.po, x.rf, x.mo, x.reads_before(), x.external());
    INTERNAL.demand((po & x.same_location() | fr | co | rf).is_acyclic())?;
    ATOMIC.demand((x.rmw & (fr & external).then(co & external)).is_empty())?;

    let is = |event: &Event, orderings: &[Ordering]| {
        compiled_for(event).is_some_and(|o| orderings.contains(&o))
    };
    let acquire = x.set(|event| event.kind == Kind::Read && is(event, &[Acquire, AcqRel, SeqCst]));
    // A, of the rule [L]; po; [A]: where Acquire loads are `ldapr`, they are not in it (the catalogue's aarch64.cat calls them Q).
    // Read-modify-writes that acquire are: theirs is the stronger kind.
    let acquire_rcsc = x.set(|event| {
        event.kind == Kind::Read
            && match event.access {
                Access::Plain(Acquire) => acquire_loads == AcquireLoads::Ldar,
                _ => is(event, &[Acquire, AcqRel, SeqCst]),
            }
    });
    let release = x.set(|event| event.kind == Kind::Write && is(event, &[Release, AcqRel, SeqCst]));
    let dmb_full =
        x.set(|event| event.kind == Kind::Fence && is(event, &[Release, AcqRel, SeqCst]));
    let dmb_ld = x.set(|event| event.kind == Kind::Fence && is(event, &[Acquire]));
    let ctrl = if atomics == Atomics::Exclusives {
        x.ctrl | x.cas
    } else {
        x.ctrl
    };
    let (rfi, coi) = (rf - external, co - external);

    // obs = rfe ∪ fre ∪ coe
    let obs = (rf | fr | co) & external;
    // dob = addr ∪ data ∪ ctrl; [W] ∪ (ctrl ∪ data); coi ∪ (addr ∪ data); rfi ∪ ...; without addresses that are
    // computed and without isb, there is no more.
    let dob = x.data | ctrl.between(memory, writes) | (ctrl | x.data).then(coi) | x.data.then(rfi);
    // aob = rmw ∪ [range(rmw)]; rfi; [A ∪ Q]
    let aob = x.rmw | rfi.between(x.rmw.range(), acquire);
    // bob = po; [dmb.full]; po ∪ [L]; po; [A] ∪ [R]; po; [dmb.ld]; po ∪ [A ∪ Q]; po ∪ po; [L] ∪ po; [L]; coi
    let mut bob = po
        .between(memory, dmb_full)
        .then(po.between(dmb_full, memory))
        | po.between(release, acquire_rcsc)
        | po.between(reads, dmb_ld).then(po.between(dmb_ld, memory))
        | po.between(acquire, memory)
        | po.between(memory, release)
        | po.between(memory, release).then(coi);
    if atomics == Atomics::Lse {
        // bob has also: [range([A]; amo; [L])]; po. Not in the paper, which has no such instructions, but in the Arm Architecture
        // Reference Manual (DDI 0487, B2.3, Barrier-ordered-before) and so in today's aarch64.cat: an instruction with
        // both acquire and release semantics is a full barrier.
        bob = bob | po.between(x.rmw.between(acquire, release).range(), memory);
    }
    // ob = (obs ∪ dob ∪ aob ∪ bob)⁺
    EXTERNAL.demand((obs | dob | aob | bob).is_acyclic())
}
