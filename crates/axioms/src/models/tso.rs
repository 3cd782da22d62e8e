//! x86-TSO, for the instructions that rustc emits for x86-64.
//!
//! The model: Owens, Sarkar, Sewell, "A Better x86 Memory Model: x86-TSO", TPHOLs 2009; in the axiomatic form of "Herding Cats"
//! (TOPLAS 2014) that herd7 ships as `x86tso.cat`.
//!
//! The mapping (LLVM's; Batty, Owens, Sarkar, Sewell, Weber, "Mathematizing C++ Concurrency", POPL 2011, which proves it):
//!
//! | Rust | x86-64 |
//! |---|---|
//! | any load | `mov` |
//! | `store` Relaxed, Release | `mov` |
//! | `store` SeqCst | `xchg`, a locked instruction |
//! | any read-modify-write, `compare_exchange` failed or not | a locked instruction |
//! | `fence(SeqCst)` | `mfence` (or a locked `or`, which orders as much) |
//! | other fences | nothing |
//!
//! Only the instructions are modelled: what the compiler may do with relaxed accesses before it emits them is not.
//! The read half of the `xchg` of a SeqCst store has no event. It would read from the write that is just before in
//! modification order, and whatever it orders is ordered by the write half too.

use super::{Axiom, Checked};
use crate::execution::{Access, Event, Execution, Kind};
use std::sync::atomic::Ordering::SeqCst;

/// po|loc ∪ rf ∪ co ∪ fr is acyclic.
pub(super) const UNIPROC: Axiom = Axiom {
    name: "uniproc",
    source: "x86tso.cat (herd7); Herding Cats, TOPLAS 2014",
};
/// rmw ∩ (fre; coe) is empty.
pub(super) const ATOMIC: Axiom = Axiom {
    name: "atomic",
    source: "x86tso.cat (herd7); Herding Cats, TOPLAS 2014",
};
/// ghb is acyclic.
pub(super) const GHB: Axiom = Axiom {
    name: "tso",
    source: "x86tso.cat (herd7); Herding Cats, TOPLAS 2014",
};

fn is_locked(event: &Event) -> bool {
    match event.access {
        Access::Rmw { .. } | Access::FailedRmw { .. } => true,
        Access::Plain(ordering) => event.kind == Kind::Write && ordering == SeqCst,
        _ => false,
    }
}

/// The axioms.
pub(super) fn check(x: &Execution) -> Checked {
    let (reads, writes) = (x.reads(), x.writes());
    let memory = reads | writes;
    let (rf, co, fr, external) = (x.rf, x.mo, x.reads_before(), x.external());
    UNIPROC.demand((x.po & x.same_location() | rf | co | fr).is_acyclic())?;
    ATOMIC.demand((x.rmw & (fr & external).then(co & external)).is_empty())?;

    let fences = x.set(|event| event.access == Access::Fence(SeqCst));
    let locked = x.set(is_locked);
    // po_ghb = WW(po) ∪ RM(po)
    let po_ghb = x.po.between(writes, writes) | x.po.between(reads, memory);
    // mfence = po; [MFENCE]; po
    let mfence =
        x.po.between(memory, fences)
            .then(x.po.between(fences, memory));
    // implied = MA(poWR) ∪ AM(poWR): a locked instruction on either side of a write and a later read
    let write_read = x.po.between(writes, reads);
    let implied = write_read.between(memory, locked) | write_read.between(locked, memory);
    // ghb = mfence ∪ implied ∪ po_ghb ∪ rfe ∪ fr ∪ co
    let ghb = mfence | implied | po_ghb | rf & external | fr | co;
    GHB.demand(ghb.is_acyclic())
}
