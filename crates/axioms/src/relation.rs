//! Sets of events and relations between them, as bit matrices, so that an axiom reads as it does in its paper.
//!
//! The papers write `[A]; r; s` for a composition that starts in the set `A`. Here that is
//! `id(a).then(r).then(s)`; union is `|`, intersection `&`, difference `-`.

use std::ops::{BitAnd, BitOr, Not, Sub};

/// The most events that an execution may have, the writes that initialise the locations included.
pub const MAX_EVENTS: usize = 32;

/// A set of events, each named by its index in the execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Set(u32);

impl Set {
    /// No event.
    pub const EMPTY: Set = Set(0);

    /// The events below `n` for which `holds` is true.
    pub fn filter(n: usize, mut holds: impl FnMut(usize) -> bool) -> Set {
        (0..n).filter(|&event| holds(event)).collect()
    }

    /// Adds an event.
    pub fn insert(&mut self, event: usize) {
        assert!(event < MAX_EVENTS);
        self.0 |= 1 << event;
    }

    /// Whether the event is in the set.
    pub fn contains(self, event: usize) -> bool {
        event < MAX_EVENTS && self.0 >> event & 1 == 1
    }

    /// Whether there is no event in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many events there are in the set.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The events in ascending order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let event = rest.trailing_zeros() as usize;
            (rest != 0).then(|| {
                rest &= rest - 1;
                event
            })
        })
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(events: I) -> Set {
        let mut set = Set::EMPTY;
        events.into_iter().for_each(|event| set.insert(event));
        set
    }
}

impl BitOr for Set {
    type Output = Set;
    fn bitor(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }
}

impl BitAnd for Set {
    type Output = Set;
    fn bitand(self, other: Set) -> Set {
        Set(self.0 & other.0)
    }
}

impl Sub for Set {
    type Output = Set;
    fn sub(self, other: Set) -> Set {
        Set(self.0 & !other.0)
    }
}

impl Not for Set {
    type Output = Set;
    fn not(self) -> Set {
        Set(!self.0)
    }
}

/// A binary relation between events: row `a` holds every `b` with `(a, b)` in the relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relation {
    /// How many events there are. The rows from here on are empty, and so are the columns.
    n: usize,
    rows: [u32; MAX_EVENTS],
}

impl Relation {
    /// The relation between `n` events that relates none.
    pub fn empty(n: usize) -> Relation {
        assert!(
            n <= MAX_EVENTS,
            "{n} events, but at most {MAX_EVENTS} can be related"
        );
        Relation {
            n,
            rows: [0; MAX_EVENTS],
        }
    }

    /// The pairs for which `holds` is true.
    pub fn filter(n: usize, mut holds: impl FnMut(usize, usize) -> bool) -> Relation {
        let mut relation = Relation::empty(n);
        for a in 0..n {
            relation.rows[a] = Set::filter(n, |b| holds(a, b)).0;
        }
        relation
    }

    /// Adds a pair.
    pub fn insert(&mut self, a: usize, b: usize) {
        assert!(a < self.n && b < self.n);
        self.rows[a] |= 1 << b;
    }

    /// Takes a pair out.
    pub fn remove(&mut self, a: usize, b: usize) {
        self.rows[a] &= !(1 << b);
    }

    /// Whether the relation relates `a` to `b`.
    pub fn contains(&self, a: usize, b: usize) -> bool {
        Set(self.rows[a]).contains(b)
    }

    /// The events that `a` is related to.
    pub fn successors(&self, a: usize) -> Set {
        Set(self.rows[a])
    }

    /// The pairs, in ascending order.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.n).flat_map(|a| self.successors(a).iter().map(move |b| (a, b)))
    }

    /// Whether no pair is related.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|&row| row == 0)
    }

    /// `self; next`: first one, then the other.
    #[must_use]
    pub fn then(self, next: Relation) -> Relation {
        let mut composed = Relation::empty(self.n);
        for a in 0..self.n {
            composed.rows[a] = self
                .successors(a)
                .iter()
                .fold(0, |row, b| row | next.rows[b]);
        }
        composed
    }

    /// `[from]; self; [to]`.
    #[must_use]
    pub fn between(self, from: Set, to: Set) -> Relation {
        let mut restricted = Relation::empty(self.n);
        for a in from.iter().filter(|&a| a < self.n) {
            restricted.rows[a] = self.rows[a] & to.0;
        }
        restricted
    }

    /// `self⁻¹`.
    #[must_use]
    pub fn inverse(self) -> Relation {
        let mut inverse = Relation::empty(self.n);
        self.pairs().for_each(|(a, b)| inverse.insert(b, a));
        inverse
    }

    /// `self?`: the relation, or staying where one is.
    #[must_use]
    pub fn optional(self) -> Relation {
        let mut optional = self;
        (0..self.n).for_each(|event| optional.insert(event, event));
        optional
    }

    /// `self⁺`: one or more steps (Warshall's algorithm).
    #[must_use]
    pub fn plus(self) -> Relation {
        let mut closure = self;
        for via in 0..self.n {
            let onwards = closure.rows[via];
            for row in &mut closure.rows[..self.n] {
                if *row >> via & 1 == 1 {
                    *row |= onwards;
                }
            }
        }
        closure
    }

    /// `self*`: any number of steps, none included.
    #[must_use]
    pub fn star(self) -> Relation {
        self.plus().optional()
    }

    /// Whether no event is related to itself.
    pub fn is_irreflexive(&self) -> bool {
        (0..self.n).all(|event| !self.contains(event, event))
    }

    /// Whether no path leads from an event back to itself.
    pub fn is_acyclic(&self) -> bool {
        self.plus().is_irreflexive()
    }

    /// The events that are related to another: `domain(self)`.
    pub fn domain(&self) -> Set {
        Set::filter(self.n, |a| self.rows[a] != 0)
    }

    /// The events that another is related to: `range(self)`.
    pub fn range(&self) -> Set {
        Set(self.rows.iter().fold(0, |all, row| all | row))
    }
}

impl BitOr for Relation {
    type Output = Relation;
    fn bitor(mut self, other: Relation) -> Relation {
        self.rows
            .iter_mut()
            .zip(other.rows)
            .for_each(|(row, other)| *row |= other);
        self
    }
}

impl BitAnd for Relation {
    type Output = Relation;
    fn bitand(mut self, other: Relation) -> Relation {
        self.rows
            .iter_mut()
            .zip(other.rows)
            .for_each(|(row, other)| *row &= other);
        self
    }
}

impl Sub for Relation {
    type Output = Relation;
    fn sub(mut self, other: Relation) -> Relation {
        self.rows
            .iter_mut()
            .zip(other.rows)
            .for_each(|(row, other)| *row &= !other);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(pairs: &[(usize, usize)]) -> Relation {
        let mut relation = Relation::empty(5);
        pairs.iter().for_each(|&(a, b)| relation.insert(a, b));
        relation
    }

    #[test]
    fn composition_follows_both_relations_in_turn() {
        assert_eq!(
            relation(&[(0, 1), (1, 2)]).then(relation(&[(1, 3), (1, 4)])),
            relation(&[(0, 3), (0, 4)])
        );
    }

    #[test]
    fn closure_reaches_everything_that_a_path_reaches() {
        let path = relation(&[(3, 1), (1, 4), (4, 0)]);
        assert_eq!(
            path.plus(),
            relation(&[(3, 1), (3, 4), (3, 0), (1, 4), (1, 0), (4, 0)])
        );
        assert!(path.is_acyclic());
        assert!(!(path | relation(&[(0, 3)])).is_acyclic());
        assert!(!relation(&[(2, 2)]).is_acyclic());
    }

    #[test]
    fn restriction_is_composition_with_identities() {
        let all = Relation::filter(5, |_, _| true);
        let (from, to): (Set, Set) = ([0, 1].into_iter().collect(), [1, 4].into_iter().collect());
        assert_eq!(
            all.between(from, to),
            relation(&[(0, 1), (0, 4), (1, 1), (1, 4)])
        );
        assert_eq!(all.between(from, to).inverse().domain(), to);
        assert_eq!(all.between(from, to).range(), to);
    }

    #[test]
    fn star_and_optional_add_staying_put() {
        let step = relation(&[(0, 1), (1, 2)]);
        assert!(step.optional().contains(4, 4) && !step.optional().contains(0, 2));
        assert!(step.star().contains(0, 2) && step.star().contains(3, 3));
    }
}
