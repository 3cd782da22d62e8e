//! Why an outcome may happen, or may not, in a sentence or two.
//!
//! All of it is read off an execution: an interleaving if there is one, else the shortest cycle that keeps its events from being put
//! one after the other. The sentences explain; which outcomes are allowed is not decided here.

use crate::judge::{Allowed, Obstacle};
use interleave_axioms::{Access, Event, Execution, Kind, Program, Relation, races};
use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst};

/// The order in which the threads take turns, for an execution that sequential consistency allows.
pub(crate) fn in_turn(program: &Program, x: &Execution) -> String {
    let before = (x.po | x.rf | x.mo | x.reads_before()).inverse();
    let mut placed: Vec<usize> = (0..x.len())
        .filter(|&event| x.events[event].thread.is_none())
        .collect();
    let mut turns: Vec<(usize, Vec<String>)> = Vec::new();
    while placed.len() < x.len() {
        // A read-modify-write is one step: its read waits for all that its write has to wait for.
        let parts = |event: usize| [event].into_iter().chain(x.rmw.successors(event).iter());
        let ready = |&event: &usize| {
            let mut needed = parts(event).flat_map(|part| before.successors(part).iter());
            !placed.contains(&event)
                && needed.all(|earlier| earlier == event || placed.contains(&earlier))
        };
        let current = turns.last().map(|(thread, _)| *thread);
        let stays = |&event: &usize| x.events[event].thread == current;
        let mut all = (0..x.len()).filter(ready);
        let next = (0..x.len())
            .filter(ready)
            .find(stays)
            .or_else(|| all.next());
        let next = next.expect("an execution that SC allows has an order");
        let thread = x.events[next].thread.expect("initial writes are placed");
        if let Some(step) = step(program, x, next) {
            if current != Some(thread) {
                turns.push((thread, Vec::new()));
            }
            turns.last_mut().expect("there is one").1.push(step);
        }
        placed.extend(parts(next).collect::<Vec<_>>());
    }
    let turns: Vec<_> = turns
        .iter()
        .map(|(thread, steps)| format!("thread {thread} {}", list(steps)))
        .collect();
    format!("In turn: {}.", turns.join("; then "))
}

/// What an event does: `stores x = 1`. None for fences, and for the write of a read-modify-write, which goes with its read.
fn step(program: &Program, x: &Execution, event: usize) -> Option<String> {
    let Event {
        kind,
        access,
        value,
        ..
    } = &x.events[event];
    let name = name(program, x, event);
    let written = x
        .rmw
        .successors(event)
        .iter()
        .next()
        .map(|write| x.events[write].value);
    Some(match (kind, access) {
        (Kind::Fence, _) => return None,
        (Kind::Write, Access::Rmw { .. }) => return None,
        (Kind::Read, Access::Rmw { .. }) => format!(
            "changes {name} from {value} to {}",
            written.unwrap_or(*value)
        ),
        (Kind::Read, Access::FailedRmw { .. }) => format!("finds {name} = {value}"),
        (Kind::Read, Access::NonAtomic) => format!("reads {name} = {value}"),
        (Kind::Write, Access::NonAtomic) => format!("writes {name} = {value}"),
        (Kind::Read, _) => format!("loads {name} = {value}"),
        (Kind::Write, _) => format!("stores {name} = {value}"),
    })
}

/// Why an outcome that no interleaving has is allowed: by Rust, and what machines do to make it happen.
pub(crate) fn weak(program: &Program, x: &Execution, allowed: Allowed) -> Vec<String> {
    let cycle = cycle(x);
    vec![
        not_ordered(x, &cycle),
        machines(program, x, &cycle, allowed),
    ]
}

/// Which pairs of accesses Rust leaves unordered.
fn not_ordered(x: &Execution, cycle: &[usize]) -> String {
    let rb = x.reads_before();
    let edges = |relation: Relation| {
        edges(cycle)
            .filter(|&(a, b)| relation.contains(a, b))
            .collect::<Vec<_>>()
    };
    let (stale, overwritten) = (edges(rb & x.external()), edges(x.mo & x.external()));
    let pairs: Vec<_> = if stale.is_empty() {
        &overwritten
    } else {
        &stale
    }
    .iter()
    .map(|&(a, b)| format!("{} before {}", who(x, b), who(x, a)))
    .collect();
    let may = match (&stale[..], pairs.len()) {
        ([], _) => "either may be the later one".to_owned(),
        (&[(read, _)], _) => format!("it may read {}", older(x, read)),
        (reads, _) => {
            let all_initial = reads.iter().all(|&(read, _)| from_initial(x, read));
            let old = if all_initial {
                "the initial values"
            } else {
                "older values"
            };
            format!("the loads may read {old}")
        }
    };
    format!("Nothing orders {}: {may}.", pairs.join(", nor "))
}

/// What the machines do: which accesses of one thread take effect in another order.
fn machines(program: &Program, x: &Execution, cycle: &[usize], allowed: Allowed) -> String {
    let with_ldar = allowed.armv8 || allowed.armv8_0;
    let arm = if with_ldar {
        "ARM"
    } else {
        "ARM where an Acquire load is `ldapr`"
    };
    let who = match (allowed.x86_tso, allowed.arm()) {
        (true, true) => format!("x86 and {arm}"),
        (true, false) => "x86".to_owned(),
        (false, true) => arm.to_owned(),
        (false, false) => {
            return "Neither x86 nor ARM does this with what rustc makes of it today. Rust allows it all the same."
                .to_owned();
        }
    };
    let swapped: Vec<_> = edges(cycle)
        .filter(|&(a, b)| x.po.contains(a, b) && !x.same_location().contains(a, b))
        .filter(|&(a, b)| {
            if allowed.x86_tso {
                !kept_by_x86(x, a, b)
            } else {
                !kept_by_arm(x, a, b, with_ldar)
            }
        })
        .map(|(a, b)| swap(program, x, a, b))
        .collect();
    if swapped.is_empty() {
        return format!("{who} may show it.");
    }
    format!("{who}: {}.", swapped.join("; "))
}

/// How two accesses of a thread come to take effect in the other order.
fn swap(program: &Program, x: &Execution, a: usize, b: usize) -> String {
    let thread = x.events[a]
        .thread
        .expect("program order is between events of threads");
    let (first, second) = (name(program, x, a), name(program, x, b));
    match (x.events[a].kind, x.events[b].kind) {
        (Kind::Write, Kind::Read) => {
            format!(
                "thread {thread} loads {second} while its store to {first} is still in its store buffer"
            )
        }
        (Kind::Write, _) => format!(
            "thread {thread}'s store to {second} may reach memory before its store to {first}"
        ),
        (_, Kind::Read) => format!("thread {thread} may load {second} before it loads {first}"),
        _ => format!("thread {thread} may store to {second} before it has loaded {first}"),
    }
}

/// What forbids an outcome: of an execution that has it, if there is one, what rules that out.
pub(crate) fn forbidden(program: &Program, nearest: Option<&(Execution, Obstacle)>) -> Vec<String> {
    let Some((x, obstacle)) = nearest else {
        return vec![
            "No store gives these values: they would have to come out of thin air.".to_owned(),
        ];
    };
    let said = match obstacle {
        Obstacle::Axiom(axiom) => match axiom.name {
            "ATOMICITY" => "Nothing comes between the read and the write of a read-modify-write.".to_owned(),
            "SC" => "All threads agree on one order of the SeqCst operations, and this outcome fits none.".to_owned(),
            _ => coherence(program, x),
        },
        Obstacle::ThinAir => {
            "Each store is made only because of what its thread has loaded, and that would be the other's store: the two would be there \
             only because of each other (out of thin air). A store does not come before the branch that decides on it."
                .to_owned()
        }
        Obstacle::LoadBuffering => {
            "Each load would read from a store that comes after the other load (load buffering). The model that is used here, \
             RC11, has none; Rust's own text does not forbid it, and ARM allows it where nothing keeps the load and the store in order."
                .to_owned()
        }
    };
    vec![said]
}

fn coherence(program: &Program, x: &Execution) -> String {
    let by_itself = x.po & x.same_location() | x.rf | x.mo | x.reads_before();
    if !by_itself.is_acyclic() {
        return "One atomic by itself never goes backwards: all threads see its values in one order, whatever the orderings.".to_owned();
    }
    let cycle = cycle(x);
    let (rb, external) = (x.reads_before(), x.external());
    let at_fault = edges(&cycle).find(|&(a, b)| external.contains(a, b) && rb.contains(a, b));
    let at_fault = at_fault
        .or_else(|| edges(&cycle).find(|&(a, b)| external.contains(a, b) && x.mo.contains(a, b)));
    match at_fault {
        Some((a, b)) if x.events[a].kind == Kind::Read => format!(
            "By release and acquire, {} comes after {} or what has seen it: it cannot read {}.",
            who(x, a),
            who(x, b),
            older(x, a)
        ),
        Some((a, b)) => format!(
            "By release and acquire, {} comes after {}: it is the later store to {}.",
            who(x, a),
            who(x, b),
            name(program, x, a)
        ),
        None => "By release and acquire, each load comes before the store that it would have to read from."
            .to_owned(),
    }
}

/// The two accesses of a data race.
pub(crate) fn race(program: &Program, x: &Execution) -> String {
    let (a, b) = races(x).pairs().next().expect("it has a race");
    format!(
        "{} and {} are a data race on {}: nothing orders them, and they are not both atomic.",
        who(x, a),
        who(x, b),
        name(program, x, a)
    )
}

/// `thread 0's `x.store(1, Relaxed)``.
fn who(x: &Execution, event: usize) -> String {
    let Event { thread, text, .. } = &x.events[event];
    match thread {
        Some(thread) => format!("thread {thread}'s `{text}`"),
        None => "the initial value".to_owned(),
    }
}

fn name<'p>(program: &'p Program, x: &Execution, event: usize) -> &'p str {
    let loc = x.events[event].loc;
    loc.map_or("", |loc| program.locations[loc.0].name.as_str())
}

fn from_initial(x: &Execution, read: usize) -> bool {
    let from = x.rf.inverse().successors(read).iter().next();
    from.is_some_and(|from| x.events[from].thread.is_none())
}

/// `the initial 0`, `the older 1`.
fn older(x: &Execution, read: usize) -> String {
    let kind = if from_initial(x, read) {
        "initial"
    } else {
        "older"
    };
    format!("the {kind} {}", x.events[read].value)
}

fn list(parts: &[String]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        parts => parts.concat(),
    }
}

/// The edges of a cycle.
fn edges(cycle: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    (0..cycle.len()).map(|at| (cycle[at], cycle[(at + 1) % cycle.len()]))
}

/// The shortest cycle of program order, reads-from, modification order and reads-before. There is one unless the execution is an
/// interleaving; then there is nothing to tell, and it is empty.
fn cycle(x: &Execution) -> Vec<usize> {
    let order = x.po | x.rf | x.mo | x.reads_before();
    let shortest = (0..x.len())
        .filter_map(|start| cycle_from(order, x.len(), start))
        .min_by_key(Vec::len);
    shortest.unwrap_or_default()
}

fn cycle_from(order: Relation, len: usize, start: usize) -> Option<Vec<usize>> {
    let mut reached_from = vec![None; len];
    let mut queue = VecDeque::from([start]);
    while let Some(event) = queue.pop_front() {
        if order.contains(event, start) {
            let mut path = vec![event];
            while path[path.len() - 1] != start {
                path.push(reached_from[path[path.len() - 1]]?);
            }
            path.reverse();
            return Some(path);
        }
        for next in order.successors(event).iter() {
            if reached_from[next].is_none() && next != start {
                reached_from[next] = Some(event);
                queue.push_back(next);
            }
        }
    }
    None
}

/// Whether x86 keeps two accesses of a thread in order: all but a store and a later load, unless something locked or
/// an mfence is there.
fn kept_by_x86(x: &Execution, a: usize, b: usize) -> bool {
    let locked = |event: usize| match x.events[event].access {
        Access::Rmw { .. } | Access::FailedRmw { .. } => true,
        Access::Plain(ordering) => x.events[event].kind == Kind::Write && ordering == SeqCst,
        Access::Fence(ordering) => ordering == SeqCst,
        _ => false,
    };
    let store_then_load = x.events[a].kind == Kind::Write && x.events[b].kind == Kind::Read;
    !store_then_load || locked(a) || locked(b) || between(x, a, b).any(locked)
}

/// Whether ARM keeps two accesses of a thread in order, by their orderings, by a dependency or by a fence. Whether an Acquire load stays behind
/// an earlier store-release depends on what it is compiled to.
fn kept_by_arm(x: &Execution, a: usize, b: usize, with_ldar: bool) -> bool {
    let stays_behind = |event: usize| match x.events[event].access {
        Access::Plain(Acquire) => with_ldar,
        _ => acquires(x, event),
    };
    kept_by_orderings(x, a, b) || releases(x, a) && stays_behind(b)
}

/// Whether compilers keep two accesses of a thread in order. (The language lets them move an acquire before an earlier release of another
/// atomic. None is known to do so, and the two count as kept.)
fn kept_by_compilers(x: &Execution, a: usize, b: usize) -> bool {
    x.same_location().contains(a, b)
        || kept_by_orderings(x, a, b)
        || releases(x, a) && acquires(x, b)
}

/// Whether an ordering, a fence or a dependency keeps two accesses of a thread in order, for compilers and ARM alike.
fn kept_by_orderings(x: &Execution, a: usize, b: usize) -> bool {
    let read = |event: usize| x.events[event].kind == Kind::Read;
    let write = |event: usize| x.events[event].kind == Kind::Write;
    let depends = x.data.contains(a, b) || write(b) && x.ctrl.contains(a, b);
    let fenced = between(x, a, b).any(|f| match x.events[f].access {
        Access::Fence(Acquire) => read(a),
        Access::Fence(_) => true,
        _ => false,
    });
    acquires(x, a) || releases(x, b) || depends || fenced
}

fn acquires(x: &Execution, event: usize) -> bool {
    x.events[event].kind == Kind::Read && has(x, event, &[Acquire, AcqRel, SeqCst])
}

fn releases(x: &Execution, event: usize) -> bool {
    x.events[event].kind == Kind::Write && has(x, event, &[Release, AcqRel, SeqCst])
}

fn has(x: &Execution, event: usize, orderings: &[Ordering]) -> bool {
    let ordering = x.events[event].access.ordering();
    ordering.is_some_and(|ordering| orderings.contains(&ordering))
}

/// Why a processor does not show an execution, and whether a compiler could make it one that every processor shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Absent {
    /// It is a store and a later load that would change places, and something that x86 locks keeps them in order.
    pub(crate) store_and_load: bool,
    /// More than two threads take part: it is not enough that each keeps its own accesses in order.
    pub(crate) many_threads: bool,
    /// Some pairs of accesses of a thread are free of release, acquire, fence and dependency, and if those change places, an interleaving is left.
    pub(crate) by_compilers: bool,
}

/// Why no interleaving has it, as [`Absent`] says.
pub(crate) fn absent(x: &Execution) -> Absent {
    let cycle = cycle(x);
    let threads: BTreeSet<_> = (cycle.iter())
        .filter_map(|&event| x.events[event].thread)
        .collect();
    let kept = Relation::filter(x.len(), |a, b| {
        x.po.contains(a, b) && kept_by_compilers(x, a, b)
    });
    Absent {
        store_and_load: edges(&cycle).any(|(a, b)| {
            x.po.contains(a, b) && x.events[a].kind == Kind::Write && x.events[b].kind == Kind::Read
        }),
        many_threads: threads.len() > 2,
        by_compilers: (kept | x.rf | x.mo | x.reads_before()).is_acyclic(),
    }
}

/// The events of the thread between two of its own.
fn between(x: &Execution, a: usize, b: usize) -> impl Iterator<Item = usize> + '_ {
    (0..x.len()).filter(move |&event| x.po.contains(a, event) && x.po.contains(event, b))
}
