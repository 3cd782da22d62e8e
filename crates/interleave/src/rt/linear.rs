//! An execution graph as a list of steps that a person can follow, and that a run can repeat.
//!
//! The order keeps program order, reads-from and the objects' orders, and, where the graph allows it, modification order
//! and reads-before too: then every read takes the newest value, and the execution is an interleaving. Where it does not,
//! some read is stale, which is what a reordering looks like. Among such orders the one with the fewest
//! switches between threads is sought.

use super::clock::{Id, MAX_THREADS};
use super::graph::{Event, Kind, RMW};
use super::objects::{self, Grant, OpCode, State};
use super::ops::SPURIOUS_FAIL;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// Which thread moves, and which of its choices it takes.
pub(crate) type Script = Vec<(u8, u32)>;

/// States of the search for the fewest switches; past this many the best order so far is taken.
const MOST_STATES: usize = 20_000;

/// One operation: an event, or both halves of a read-modify-write.
struct Unit {
    events: Vec<usize>,
    needs: Vec<usize>,
}

pub(crate) struct Linear {
    pub(crate) script: Script,
    pub(crate) cost: usize,
    /// Whether some read is stale in it: no interleaving has this graph.
    pub(crate) weak: bool,
}

/// An order for the events of a graph, which are given by stamp. `None` only for a graph that is not consistent.
pub(crate) fn linearize(events: &[Event]) -> Option<Linear> {
    order(events, Cost::Switches)
}

/// How often a thread that could go on is interrupted, in the order with the fewest such interruptions.
pub(crate) fn preemptions(events: &[Event]) -> usize {
    order(events, Cost::Preemptions).map_or(0, |l| l.cost)
}

fn order(events: &[Event], cost: Cost) -> Option<Linear> {
    let real: Vec<Event> = events
        .iter()
        .filter(|e| e.kind != Kind::Ghost)
        .copied()
        .collect();
    let events = &real[..];
    let mut at: HashMap<Id, usize> = HashMap::new();
    for (n, e) in events.iter().enumerate() {
        at.insert(e.id, n);
    }
    // Units in program order per thread.
    let mut unit_of = vec![usize::MAX; events.len()];
    let mut units: Vec<Unit> = vec![];
    let mut threads: Vec<Vec<usize>> = vec![vec![]; MAX_THREADS];
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&n| events[n].id);
    for &n in &order {
        let e = &events[n];
        if e.is_write() && e.is(RMW) {
            let u = unit_of[at[&Id {
                t: e.id.t,
                i: e.id.i - 1,
            }]];
            units[u].events.push(n);
            unit_of[n] = u;
        } else {
            unit_of[n] = units.len();
            threads[e.id.t as usize].push(units.len());
            units.push(Unit {
                events: vec![n],
                needs: vec![],
            });
        }
    }
    let mut spawner: [Option<usize>; MAX_THREADS] = [None; MAX_THREADS];
    for (n, e) in events.iter().enumerate() {
        if e.kind == Kind::Spawn {
            spawner[e.param as usize] = Some(unit_of[n]);
        }
    }
    let mut base: Vec<(usize, usize)> = vec![];
    for (n, e) in events.iter().enumerate() {
        let mut need = |m: usize| {
            if unit_of[m] != unit_of[n] {
                base.push((unit_of[m], unit_of[n]));
            }
        };
        match e.kind {
            Kind::Read if !e.rf.is_init() => need(*at.get(&e.rf)?),
            Kind::Object => {
                for (m, o) in events[..n].iter().enumerate() {
                    if o.kind == Kind::Object && o.loc == e.loc && objects::dependent(o, e) {
                        need(m);
                    }
                }
            }
            Kind::Begin => {
                if let Some(u) = spawner[e.id.t as usize] {
                    base.push((u, unit_of[n]));
                }
            }
            _ => {}
        }
    }
    let (mut mo, mut rb) = (vec![], vec![]);
    for (n, w) in events.iter().enumerate().filter(|(_, e)| e.is_write()) {
        for (m, e) in events.iter().enumerate() {
            if e.loc != w.loc || unit_of[m] == unit_of[n] {
                continue;
            }
            if e.is_write() && e.rank < w.rank {
                mo.push((unit_of[m], unit_of[n]));
            }
            if e.is_read() {
                let read = if e.rf.is_init() {
                    0
                } else {
                    events[*at.get(&e.rf)?].rank
                };
                if read < w.rank {
                    rb.push((unit_of[m], unit_of[n]));
                }
            }
        }
    }
    let all = |parts: &[&[(usize, usize)]]| -> Vec<(usize, usize)> {
        parts.iter().flat_map(|p| p.iter().copied()).collect()
    };
    let tries = [all(&[&base, &mo, &rb]), all(&[&base, &mo]), base.clone()];
    for (n, edges) in tries.into_iter().enumerate() {
        for u in &mut units {
            u.needs.clear();
        }
        for &(a, b) in &edges {
            units[b].needs.push(a);
        }
        if let Some((order, cost)) = Orders::new(events, &units, &threads).cheapest(cost) {
            let script = script(events, &units, &order);
            let weak = n > 0;
            return Some(Linear { script, cost, weak });
        }
    }
    None
}

/// The same numbers for the same graph, however it was built: for the test that no graph comes up twice.
pub(crate) fn canonical(events: &[Event]) -> Vec<u32> {
    let mut real: Vec<(usize, &Event)> = events
        .iter()
        .enumerate()
        .filter(|(_, e)| e.kind != Kind::Ghost)
        .collect();
    real.sort_by_key(|(_, e)| e.id);
    let mut places: Vec<u32> = vec![];
    let mut out = vec![];
    let number = |id: Id| u32::from(id.t) << 16 | u32::from(id.i);
    for (pos, e) in &real {
        let place = places.iter().position(|&p| p == e.loc).unwrap_or_else(|| {
            places.push(e.loc);
            places.len() - 1
        });
        out.extend([
            number(e.id),
            e.kind as u32,
            place as u32,
            u32::from(e.out),
            e.extra,
            e.param,
            e.op as u32,
        ]);
        match e.kind {
            Kind::Read => out.push(number(e.rf)),
            Kind::Write => {
                let older = real
                    .iter()
                    .filter(|(_, w)| w.is_write() && w.loc == e.loc && w.rank < e.rank);
                out.extend(older.map(|(_, w)| number(w.id)));
            }
            Kind::Object => {
                let before = real.iter().filter(|(p, o)| {
                    p < pos && o.kind == Kind::Object && o.loc == e.loc && objects::dependent(o, e)
                });
                out.extend(before.map(|(_, o)| number(o.id)));
            }
            _ => {}
        }
    }
    out
}

/// What an order costs: changes of thread, or those of them that interrupt a thread that could go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cost {
    Switches,
    Preemptions,
}

/// How many events each thread has done.
type Progress = Vec<u16>;

struct Orders<'a> {
    events: &'a [Event],
    units: &'a [Unit],
    threads: &'a [Vec<usize>],
    /// Each unit's thread and index in it.
    place: Vec<(usize, usize)>,
}

/// A part of an order, in the search for the cheapest.
struct Part {
    cost: usize,
    progress: Progress,
    last: usize,
    order: Vec<usize>,
}

impl Orders<'_> {
    fn new<'a>(events: &'a [Event], units: &'a [Unit], threads: &'a [Vec<usize>]) -> Orders<'a> {
        let mut place: Vec<(usize, usize)> = vec![(0, 0); units.len()];
        for (t, all) in threads.iter().enumerate() {
            for (i, &u) in all.iter().enumerate() {
                place[u] = (t, i);
            }
        }
        Orders {
            events,
            units,
            threads,
            place,
        }
    }

    fn done(&self, progress: &Progress, unit: usize) -> bool {
        let (t, i) = self.place[unit];
        progress[t] as usize > i
    }

    /// Runs a thread for as long as it can.
    fn advance(&self, progress: &mut Progress, t: usize, order: &mut Vec<usize>) {
        while let Some(&u) = self.threads[t].get(progress[t] as usize) {
            if !self.units[u]
                .needs
                .iter()
                .all(|&need| self.done(progress, need))
            {
                break;
            }
            order.push(u);
            progress[t] += 1;
        }
    }

    /// Whether the thread could do its next operation now, though in this graph it does it later.
    fn could_go_on(&self, progress: &Progress, t: usize) -> bool {
        let Some(&u) = self.threads[t].get(progress[t] as usize) else {
            return false;
        };
        let next = &self.events[self.units[u].events[0]];
        if next.kind != Kind::Object {
            return true;
        }
        let mut state = State::new();
        for (n, e) in self.events.iter().enumerate() {
            let unit = self.units.iter().position(|u| u.events.contains(&n));
            if e.kind == Kind::Object
                && e.loc == next.loc
                && unit.is_some_and(|u| self.done(progress, u))
            {
                state.apply(e);
            }
        }
        let grant = Grant {
            spurious: false,
            idle: false,
        };
        state
            .branches(next.id.t, next.op, next.param, grant)
            .iter()
            .any(|b| b.default)
    }

    /// Running a thread for as long as it can is never worse than stopping it earlier, so only the order in which threads are
    /// taken up has to be searched: cheapest first.
    fn cheapest(&self, cost: Cost) -> Option<(Vec<usize>, usize)> {
        let n = self
            .threads
            .iter()
            .rposition(|t| !t.is_empty())
            .map_or(0, |t| t + 1);
        let mut seen: HashSet<(Progress, usize)> = HashSet::new();
        let mut queues: Vec<VecDeque<Part>> = vec![VecDeque::new()];
        queues[0].push_back(Part {
            cost: 0,
            progress: vec![0; n],
            last: usize::MAX,
            order: vec![],
        });
        let mut states = 0;
        let mut level = 0;
        let rest = loop {
            let Some(part) = queues.get_mut(level)?.pop_front() else {
                level += 1;
                continue;
            };
            if part.order.len() == self.units.len() {
                return Some((part.order, part.cost));
            }
            if part.last != usize::MAX && !seen.insert((part.progress.clone(), part.last)) {
                continue;
            }
            states += 1;
            if states > MOST_STATES {
                break part;
            }
            let leaves = match cost {
                Cost::Switches => 1,
                Cost::Preemptions if part.last == usize::MAX => 0,
                Cost::Preemptions => usize::from(self.could_go_on(&part.progress, part.last)),
            };
            for t in (0..n).filter(|&t| t != part.last) {
                let (mut progress, mut order) = (part.progress.clone(), part.order.clone());
                self.advance(&mut progress, t, &mut order);
                if order.len() > part.order.len() {
                    let cost = part.cost + leaves;
                    while queues.len() <= cost {
                        queues.push(VecDeque::new());
                    }
                    queues[cost].push_back(Part {
                        cost,
                        progress,
                        last: t,
                        order,
                    });
                }
            }
        };
        self.greedily(rest)
    }

    /// Too many threads to search: from here on whoever can.
    fn greedily(&self, mut part: Part) -> Option<(Vec<usize>, usize)> {
        while part.order.len() < self.units.len() {
            let before = part.order.len();
            for t in 0..part.progress.len() {
                let had = part.order.len();
                self.advance(&mut part.progress, t, &mut part.order);
                if part.order.len() > had && t != part.last {
                    part.cost += 1;
                    part.last = t;
                }
            }
            if part.order.len() == before {
                return None;
            }
        }
        Some((part.order, part.cost))
    }
}

/// The threads and choices that make a run follow this order.
fn script(events: &[Event], units: &[Unit], order: &[usize]) -> Script {
    let mut number = [u8::MAX; MAX_THREADS];
    number[0] = 0;
    let mut threads = 1;
    let mut ranks: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut states: BTreeMap<u32, State> = BTreeMap::new();
    let by_id: HashMap<Id, &Event> = events.iter().map(|e| (e.id, e)).collect();
    let mut spurious = false;
    let mut script = vec![];
    let renumber = |mask: u32, number: &[u8; MAX_THREADS]| -> u32 {
        (0..32)
            .filter(|t| mask & (1 << t) != 0)
            .map(|t| 1u32 << number[t as usize])
            .sum()
    };
    for &u in order {
        let first = &events[units[u].events[0]];
        let mut choice = 0u32;
        match first.kind {
            Kind::Read => {
                let rank = if first.rf.is_init() {
                    0
                } else {
                    by_id[&first.rf].rank
                };
                let newer = ranks
                    .get(&first.loc)
                    .map_or(0, |all| all.iter().filter(|&&r| r > rank).count());
                choice = (newer as u32) << 1 | u32::from(first.is(SPURIOUS_FAIL));
            }
            Kind::Write => {
                choice = ranks
                    .get(&first.loc)
                    .map_or(0, |all| all.iter().filter(|&&r| r > first.rank).count())
                    as u32;
                choice -= split_pairs(events, units, order, u, first, choice);
            }
            Kind::Spawn => {
                number[first.param as usize] = threads;
                threads += 1;
            }
            Kind::Object => {
                let state = states.entry(first.loc).or_insert_with(State::new);
                let mut e = *first;
                e.id.t = number[first.id.t as usize];
                if matches!(e.op, OpCode::CvNotifyOne | OpCode::CvNotifyAll) {
                    e.extra = renumber(first.extra, &number);
                }
                // Time-outs count as possible here: the run that repeats this list grants what the list says.
                let grant = Grant {
                    spurious: !spurious,
                    idle: false,
                };
                let branches = state.branches(e.id.t, e.op, e.param, grant);
                choice = branches
                    .iter()
                    .position(|b| b.out as u8 == e.out && b.extra == e.extra)
                    .unwrap_or(0) as u32;
                spurious |= objects::is_spurious_wake(&e);
                state.apply(&e);
            }
            _ => {}
        }
        for &n in &units[u].events {
            let e = &events[n];
            if e.is_write() {
                ranks.entry(e.loc).or_default().push(e.rank);
            }
        }
        script.push((number[first.id.t as usize], choice));
    }
    script
}

/// A store's choice counts places, and there is none between a read-modify-write and what it read: how many of the
/// `newer` writes are such read-modify-writes.
fn split_pairs(
    events: &[Event],
    units: &[Unit],
    order: &[usize],
    u: usize,
    w: &Event,
    newer: u32,
) -> u32 {
    if newer == 0 {
        return 0;
    }
    let done = order.iter().take_while(|&&o| o != u);
    done.flat_map(|&o| units[o].events.iter())
        .map(|&n| &events[n])
        .filter(|e| e.is_write() && e.loc == w.loc && e.rank > w.rank && e.is(RMW))
        .count() as u32
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The script as a short word: runs of steps by one thread, each with its choices where they are not 0.
pub(crate) fn encode(script: &Script) -> String {
    let mut numbers: Vec<u32> = vec![];
    let mut n = 0;
    while n < script.len() {
        let t = script[n].0;
        let run = script[n..]
            .iter()
            .take_while(|s| s.0 == t && s.1 == 0)
            .count();
        if run > 0 {
            numbers.extend([u32::from(t) << 1, run as u32]);
            n += run;
        } else {
            numbers.extend([u32::from(t) << 1 | 1, script[n].1]);
            n += 1;
        }
    }
    let sum = numbers
        .iter()
        .fold(7u32, |s, &x| s.wrapping_mul(31).wrapping_add(x))
        & 31;
    let mut word = String::new();
    for mut x in numbers {
        // Four bits a digit; the fifth says that more follow.
        loop {
            let more = x > 15;
            word.push(char::from(
                DIGITS[(x & 15) as usize | usize::from(more) << 4],
            ));
            x >>= 4;
            if !more {
                break;
            }
        }
    }
    word.push(char::from(DIGITS[sum as usize]));
    word
}

/// Reads what [`encode`] wrote; `None` when it is no such word.
pub(crate) fn decode(word: &str) -> Option<Script> {
    let digits: Option<Vec<usize>> = word
        .bytes()
        .map(|b| DIGITS.iter().position(|d| *d == b.to_ascii_lowercase()))
        .collect();
    let mut digits = digits?;
    let sum = digits.pop()? as u32;
    let (mut numbers, mut x, mut shift) = (vec![], 0u32, 0);
    for d in digits {
        x |= u32::try_from(d & 15).ok()?.checked_shl(shift)?;
        shift += 4;
        if d & 16 == 0 {
            numbers.push(x);
            (x, shift) = (0, 0);
        }
    }
    let found = numbers
        .iter()
        .fold(7u32, |s, &x| s.wrapping_mul(31).wrapping_add(x))
        & 31;
    if shift != 0 || numbers.len() % 2 != 0 || found != sum {
        return None;
    }
    let mut script = vec![];
    for pair in numbers.chunks(2) {
        let t = u8::try_from(pair[0] >> 1)
            .ok()
            .filter(|t| usize::from(*t) < MAX_THREADS)?;
        if pair[0] & 1 == 1 {
            script.push((t, pair[1]));
        } else if pair[1] > 1_000_000 {
            return None;
        } else {
            script.extend(std::iter::repeat_n((t, 0), pair[1] as usize));
        }
    }
    Some(script)
}
