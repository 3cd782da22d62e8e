//! RC11's SC axiom: `psc` is acyclic ("Repairing Sequential Consistency in C/C++11", Lahav, Vafeiadis, Kang, Hur, Dreyer,
//! PLDI 2017, section 3.3).
//!
//! ```text
//! scb      = po ∪ po|≠loc ; hb ; po|≠loc ∪ hb|loc ∪ mo ∪ rb
//! psc_base = ([Esc] ∪ [Fsc] ; hb?) ; scb ; ([Esc] ∪ hb? ; [Fsc])
//! psc_F    = [Fsc] ; (hb ∪ hb ; eco ; hb) ; [Fsc]
//! ```

use super::clock::{Clock, Id};
use super::graph::{Event, Kind, NOWHERE};

struct Graph<'a> {
    events: &'a [Event],
    hb: &'a [Clock],
    /// For each event: the first later one of its thread at another location, and the last earlier one.
    after: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
}

/// Whether the graph satisfies the axiom. `hb[n]` is what happens-before `events[n]`, and the event.
pub(crate) fn consistent(events: &[Event], hb: &[Clock]) -> bool {
    let sc: Vec<usize> = (0..events.len()).filter(|&n| events[n].is_sc()).collect();
    if sc.len() < 2 {
        return true;
    }
    let g = Graph::new(events, hb);
    let n = sc.len();
    let mut edges: Vec<Vec<usize>> = vec![vec![]; n];
    for a in 0..n {
        for b in 0..n {
            if a != b && g.psc(sc[a], sc[b]) {
                edges[a].push(b);
            }
        }
    }
    acyclic(&edges)
}

impl<'a> Graph<'a> {
    fn new(events: &'a [Event], hb: &'a [Clock]) -> Self {
        let elsewhere =
            |a: &Event, b: &Event| a.loc == NOWHERE || b.loc == NOWHERE || a.loc != b.loc;
        let nearest = |n: usize, later: bool| {
            let e = &events[n];
            let same = (0..events.len()).filter(|&m| {
                let o = &events[m];
                o.id.t == e.id.t
                    && (if later {
                        o.id.i > e.id.i
                    } else {
                        o.id.i < e.id.i
                    })
                    && elsewhere(e, o)
            });
            if later {
                same.min_by_key(|&m| events[m].id.i)
            } else {
                same.max_by_key(|&m| events[m].id.i)
            }
        };
        let after = (0..events.len()).map(|n| nearest(n, true)).collect();
        let before = (0..events.len()).map(|n| nearest(n, false)).collect();
        Graph {
            events,
            hb,
            after,
            before,
        }
    }

    fn hb(&self, a: usize, b: usize) -> bool {
        a != b && self.hb[b].has(self.events[a].id)
    }

    fn hb_or_same(&self, a: usize, b: usize) -> bool {
        self.hb[b].has(self.events[a].id)
    }

    fn rank(&self, id: Id) -> u32 {
        if id.is_init() {
            return 0;
        }
        self.events
            .iter()
            .find(|e| e.id == id)
            .map_or(0, |e| e.rank)
    }

    /// Modification order or reads-before (a read, and a write newer than what it read), on one location.
    fn mo_or_rb(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.events[a], &self.events[b]);
        if x.loc != y.loc || y.kind != Kind::Write {
            return false;
        }
        match x.kind {
            Kind::Write => x.rank < y.rank,
            Kind::Read => self.rank(x.rf) < y.rank,
            _ => false,
        }
    }

    /// mo ∪ rb ∪ rf, transitively: on one location that is a comparison of ranks.
    fn eco(&self, a: usize, b: usize) -> bool {
        if self.mo_or_rb(a, b) {
            return true;
        }
        let (x, y) = (&self.events[a], &self.events[b]);
        if x.loc != y.loc || y.kind != Kind::Read || a == b {
            return false;
        }
        let read = self.rank(y.rf);
        match x.kind {
            // w -mo?-> w' -rf-> r
            Kind::Write => x.rank <= read,
            // r -rb-> w -rf-> r'
            Kind::Read => self.rank(x.rf) < read,
            _ => false,
        }
    }

    fn scb(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.events[a], &self.events[b]);
        if x.id.t == y.id.t && x.id.i < y.id.i {
            return true;
        }
        if x.loc != NOWHERE && x.loc == y.loc && self.hb(a, b) {
            return true;
        }
        if self.mo_or_rb(a, b) {
            return true;
        }
        matches!((self.after[a], self.before[b]), (Some(p), Some(q)) if self.hb(p, q))
    }

    fn is_fence(&self, n: usize) -> bool {
        self.events[n].kind == Kind::Fence
    }

    fn psc(&self, a: usize, b: usize) -> bool {
        let (fa, fb) = (self.is_fence(a), self.is_fence(b));
        if !fa && !fb {
            return self.scb(a, b);
        }
        let all = 0..self.events.len();
        let from: Vec<usize> = if fa {
            all.clone().filter(|&x| self.hb_or_same(a, x)).collect()
        } else {
            vec![a]
        };
        let to: Vec<usize> = if fb {
            all.filter(|&y| self.hb_or_same(y, b)).collect()
        } else {
            vec![b]
        };
        if from.iter().any(|&x| to.iter().any(|&y| self.scb(x, y))) {
            return true;
        }
        fa && fb
            && (self.hb(a, b)
                || from
                    .iter()
                    .any(|&x| x != a && to.iter().any(|&y| y != b && self.eco(x, y))))
    }
}

fn acyclic(edges: &[Vec<usize>]) -> bool {
    // Kahn's algorithm.
    let mut incoming = vec![0usize; edges.len()];
    for e in edges.iter().flatten() {
        incoming[*e] += 1;
    }
    let mut free: Vec<usize> = (0..edges.len()).filter(|&n| incoming[n] == 0).collect();
    let mut seen = 0;
    while let Some(n) = free.pop() {
        seen += 1;
        for &m in &edges[n] {
            incoming[m] -= 1;
            if incoming[m] == 0 {
                free.push(m);
            }
        }
    }
    seen == edges.len()
}
