//! Sequential consistency: some interleaving of the threads explains all that was read.
//!
//! Lamport, "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs", IEEE Transactions on
//! Computers 1979; as an axiom: Alglave, Maranget, Tautschnig, "Herding Cats", TOPLAS 2014.

use super::{Axiom, Checked};
use crate::execution::Execution;

/// po ∪ rf ∪ mo ∪ rb is acyclic.
pub(super) const ORDER: Axiom = Axiom {
    name: "one order",
    source: "Herding Cats, TOPLAS 2014, SC",
};
/// rmw ∩ (rb; mo) is empty.
pub(super) const ATOMIC: Axiom = Axiom {
    name: "atomic",
    source: "Herding Cats, TOPLAS 2014, SC",
};

/// The axioms. Orderings do not matter.
pub(super) fn check(x: &Execution) -> Checked {
    let rb = x.reads_before();
    ATOMIC.demand((x.rmw & rb.then(x.mo)).is_empty())?;
    ORDER.demand((x.po | x.rf | x.mo | rb).is_acyclic())
}
