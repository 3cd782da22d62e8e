//! RC11, the model of Rust's atomics: Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing Sequential Consistency in C/C++11",
//! PLDI 2017 (doi 10.1145/3062341.3062352), the definition of RC11-consistency.
//!
//! One departure, which C++20 made too (P0982R1, "Weaken Release Sequences"): a release sequence is the store and
//! the chain of read-modify-writes on it. A later plain store by the same thread ends it, where the paper's
//! `rs` had `[W]; sb|loc?; [W⊒rlx]; (rf; rmw)*`.

use super::{Axiom, Checked};
use crate::execution::{Event, Execution, Kind};
use crate::relation::{Relation, Set};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// hb; eco? is irreflexive.
pub(super) const COHERENCE: Axiom = Axiom {
    name: "COHERENCE",
    source: "RC11, PLDI 2017, RC11-consistency",
};
/// rmw ∩ (rb; mo) is empty.
pub(super) const ATOMICITY: Axiom = Axiom {
    name: "ATOMICITY",
    source: "RC11, PLDI 2017, RC11-consistency",
};
/// psc is acyclic.
pub(super) const SC: Axiom = Axiom {
    name: "SC",
    source: "RC11, PLDI 2017, RC11-consistency",
};
/// sb ∪ rf is acyclic.
pub(super) const NO_THIN_AIR: Axiom = Axiom {
    name: "NO-THIN-AIR",
    source: "RC11, PLDI 2017, RC11-consistency",
};

/// The derived relations of the paper.
struct Derived {
    hb: Relation,
    rb: Relation,
    eco: Relation,
    psc: Relation,
}

fn derive(x: &Execution) -> Derived {
    let id = |set: Set| Relation::filter(x.len(), |a, b| a == b && set.contains(a));
    let has = |event: &Event, orderings: &[_]| {
        event
            .access
            .ordering()
            .is_some_and(|o| orderings.contains(&o))
    };
    // E⊒rel, E⊒acq, Esc. A read-modify-write is a read that takes the acquire half of its ordering and a write that takes
    // the release half.
    let release = x.set(|e| e.kind != Kind::Read && has(e, &[Release, AcqRel, SeqCst]));
    let acquire = x.set(|e| e.kind != Kind::Write && has(e, &[Acquire, AcqRel, SeqCst]));
    let sc = x.set(|e| has(e, &[SeqCst]));
    let atomic = x.set(|e| has(e, &[Relaxed, Release, Acquire, AcqRel, SeqCst]));
    let fences = x.set(|e| e.kind == Kind::Fence);
    let (reads_rlx, writes_rlx) = (x.reads() & atomic, x.writes() & atomic);
    let (sb, rf, mo, rb) = (x.po, x.rf, x.mo, x.reads_before());
    let loc = x.same_location();

    // rs ≜ [W⊒rlx]; (rf; rmw)*   (with C++20's change)
    let rs = id(writes_rlx).then(rf.then(x.rmw).star());
    // sw ≜ [E⊒rel]; ([F]; sb)?; rs; rf; [R⊒rlx]; (sb; [F])?; [E⊒acq]
    let sw = id(release)
        .then(id(fences).then(sb).optional())
        .then(rs)
        .then(rf)
        .then(id(reads_rlx))
        .then(sb.then(id(fences)).optional())
        .then(id(acquire));
    // hb ≜ (sb ∪ sw)⁺
    let hb = (sb | sw).plus();
    // eco ≜ (rf ∪ mo ∪ rb)⁺
    let eco = (rf | mo | rb).plus();

    // scb ≜ sb ∪ sb|≠loc; hb; sb|≠loc ∪ hb|loc ∪ mo ∪ rb
    let sb_elsewhere = sb - loc;
    let scb = sb | sb_elsewhere.then(hb).then(sb_elsewhere) | (hb & loc) | mo | rb;
    let (e_sc, f_sc) = (id(sc), id(sc & fences));
    // psc_base ≜ ([Esc] ∪ [Fsc]; hb?); scb; ([Esc] ∪ hb?; [Fsc])
    let psc_base = (e_sc | f_sc.then(hb.optional()))
        .then(scb)
        .then(e_sc | hb.optional().then(f_sc));
    // psc_F ≜ [Fsc]; (hb ∪ hb; eco; hb); [Fsc]
    let psc_f = f_sc.then(hb | hb.then(eco).then(hb)).then(f_sc);
    Derived {
        hb,
        rb,
        eco,
        psc: psc_base | psc_f,
    }
}

/// The axioms, NO-THIN-AIR last: an execution that fails only that one is load buffering.
pub(super) fn check(x: &Execution) -> Checked {
    let Derived { hb, rb, eco, psc } = derive(x);
    COHERENCE.demand(hb.then(eco.optional()).is_irreflexive())?;
    ATOMICITY.demand((x.rmw & rb.then(x.mo)).is_empty())?;
    SC.demand(psc.is_acyclic())?;
    NO_THIN_AIR.demand((x.po | x.rf).is_acyclic())
}

/// Happens-before, and the pairs of events that race: on the same location, one a write, one not atomic, neither
/// happens-before the other (the paper's definition of a race).
pub(super) fn races(x: &Execution) -> Relation {
    let hb = derive(x).hb;
    let non_atomic = x.set(|e| e.thread.is_some() && e.access.ordering().is_none());
    Relation::filter(x.len(), |a, b| {
        a < b
            && (x.writes().contains(a) || x.writes().contains(b))
            && (non_atomic.contains(a) || non_atomic.contains(b))
            && !hb.contains(a, b)
            && !hb.contains(b, a)
    }) & x.same_location()
        & x.external()
}
