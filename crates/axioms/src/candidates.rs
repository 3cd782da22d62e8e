//! The candidate executions of a program: every choice of path, modification order and reads-from that coherence and
//! atomicity leave.
//!
//! All the models of this crate demand two axioms alike, so they are applied here, location by location, before the locations are
//! combined: *coherence* (po|loc ∪ rf ∪ mo ∪ rb is acyclic; "SC per location") and *atomicity* (no write comes between the
//! read and the write of a read-modify-write). That is only for speed: each model states and checks its own form of them again, and
//! a test compares with enumeration that skips nothing ([`for_each_raw`]).
//!
//! A candidate whose values justify themselves (a read that reads, through a cycle of reads-from and data dependencies,
//! a value computed from itself) is not produced. Each of the models forbids such cycles: RC11 all cycles of program order and
//! reads-from (NO-THIN-AIR), ARMv8 all cycles of dependencies and reads-from.

use crate::execution::{Access, Event, Execution, Kind, Outcome};
use crate::path::{Expr, Path, Term, paths};
use crate::program::{Loc, Program, Value};
use crate::relation::{MAX_EVENTS, Relation, Set};

/// Calls `visit` with every candidate execution that is coherent and atomic, each once.
///
/// # Panics
/// If the program is not valid ([`Program::validate`]) or has more than [`MAX_EVENTS`] events.
pub fn for_each(program: &Program, mut visit: impl FnMut(&Execution)) {
    for_each_filtered(program, true, &mut visit);
}

/// Calls `visit` with every candidate execution, the incoherent ones included. For tests: there are very many.
///
/// # Panics
/// As [`for_each`].
pub fn for_each_raw(program: &Program, mut visit: impl FnMut(&Execution)) {
    for_each_filtered(program, false, &mut visit);
}

fn for_each_filtered(program: &Program, coherent: bool, visit: &mut dyn FnMut(&Execution)) {
    if let Err(error) = program.validate() {
        panic!("{}: {error}", program.name);
    }
    let per_thread: Vec<Vec<Path>> = (0..program.threads.len())
        .map(|thread| paths(program, thread))
        .collect();
    for_each_combination(&per_thread, &mut |chosen| {
        Skeleton::new(program, chosen).for_each(coherent, visit)
    });
}

/// Calls `visit` with every way to take one element of each list.
fn for_each_combination<T>(lists: &[Vec<T>], visit: &mut dyn FnMut(&[&T])) {
    fn go<'a, T>(lists: &'a [Vec<T>], chosen: &mut Vec<&'a T>, visit: &mut dyn FnMut(&[&T])) {
        let Some((first, rest)) = lists.split_first() else {
            return visit(chosen);
        };
        for element in first {
            chosen.push(element);
            go(rest, chosen, visit);
            chosen.pop();
        }
    }
    go(lists, &mut Vec::new(), visit);
}

/// The events of one path per thread, before it is said who reads from whom.
struct Skeleton<'a> {
    program: &'a Program,
    /// The path of each thread, and the index of its first event.
    paths: Vec<(&'a Path, usize)>,
    /// Everything but rf, mo and the values of reads.
    execution: Execution,
}

/// For one location: from which write each read reads, and its writes in modification order.
struct Communication {
    rf: Vec<(usize, usize)>,
    mo: Vec<usize>,
}

impl<'a> Skeleton<'a> {
    fn new(program: &'a Program, chosen: &[&'a Path]) -> Skeleton<'a> {
        let mut events: Vec<Event> = (program.locations.iter().enumerate())
            .map(|(loc, location)| Event {
                thread: None,
                kind: Kind::Write,
                access: Access::Init,
                loc: Some(Loc(loc)),
                value: location.init,
                text: String::new(),
            })
            .collect();
        let mut with_start = Vec::new();
        for (thread, &path) in chosen.iter().enumerate() {
            with_start.push((path, events.len()));
            events.extend(path.steps.iter().map(|step| Event {
                thread: Some(thread),
                kind: step.kind,
                access: step.access,
                loc: step.loc,
                value: 0,
                text: step.text.clone(),
            }));
        }
        let n = events.len();
        assert!(
            n <= MAX_EVENTS,
            "{} has executions of {n} events, but at most {MAX_EVENTS} are supported",
            program.name
        );
        let collect = |pairs: fn(&Path) -> Vec<(usize, usize)>| {
            let mut relation = Relation::empty(n);
            for &(path, start) in &with_start {
                pairs(path)
                    .into_iter()
                    .for_each(|(a, b)| relation.insert(start + a, start + b));
            }
            relation
        };
        let execution = Execution {
            po: Relation::filter(n, |a, b| match (events[a].thread, events[b].thread) {
                (None, Some(_)) => true,
                (Some(first), Some(second)) => first == second && a < b,
                (_, None) => false,
            }),
            rf: Relation::empty(n),
            mo: Relation::empty(n),
            rmw: collect(|path| path.rmw.clone()),
            data: collect(|path| path.data.clone()),
            ctrl: collect(|path| path.ctrl.clone()),
            cas: collect(|path| {
                path.cas
                    .iter()
                    .flat_map(|&read| (read + 1..path.steps.len()).map(move |later| (read, later)))
                    .collect()
            }),
            outcome: Outcome {
                registers: Vec::new(),
                memory: Vec::new(),
            },
            events,
        };
        Skeleton {
            program,
            paths: with_start,
            execution,
        }
    }

    fn for_each(mut self, coherent: bool, visit: &mut dyn FnMut(&Execution)) {
        let per_location: Vec<Vec<Communication>> = (0..self.program.locations.len())
            .map(|loc| self.communications(Loc(loc), coherent))
            .collect();
        for_each_combination(&per_location, &mut |chosen| {
            let n = self.execution.len();
            (self.execution.rf, self.execution.mo) = (Relation::empty(n), Relation::empty(n));
            for communication in chosen {
                let (rf, mo) = communication.relations(n);
                (self.execution.rf, self.execution.mo) =
                    (self.execution.rf | rf, self.execution.mo | mo);
            }
            let Some(values) = self.values(chosen) else {
                return;
            };
            if !self.assumptions_hold(&values) {
                return;
            }
            self.execution
                .events
                .iter_mut()
                .zip(&values)
                .for_each(|(event, &value)| event.value = value);
            self.execution.outcome = self.outcome(&values, chosen);
            visit(&self.execution);
        });
    }

    /// Every choice of rf and mo for one location.
    fn communications(&self, loc: Loc, coherent: bool) -> Vec<Communication> {
        let on_loc = |kind: Kind| {
            self.execution
                .set(|event| event.kind == kind && event.loc == Some(loc))
        };
        let (reads, writes) = (on_loc(Kind::Read), on_loc(Kind::Write));
        let later: Vec<usize> = writes
            .iter()
            .filter(|&write| self.execution.events[write].thread.is_some())
            .collect();
        let mut found = Vec::new();
        // The write of the initial value comes first, and the other writes in every order; coherent ones keep program order.
        let po = self.execution.po;
        let next = |write: usize, rest: &[usize]| {
            !coherent || rest.iter().all(|&other| !po.contains(other, write))
        };
        for_each_order(&later, &next, &mut |order| {
            let mo: Vec<usize> = std::iter::once(loc.0)
                .chain(order.iter().copied())
                .collect();
            let sources: Vec<Vec<(usize, usize)>> = (reads.iter())
                .map(|read| {
                    let own = self.execution.rmw.successors(read).iter().next();
                    let before_own = own
                        .and_then(|own| mo.iter().position(|&write| write == own))
                        .map(|place| mo[place - 1]);
                    let possible = mo
                        .iter()
                        .filter(|&&write| !coherent || before_own.is_none_or(|only| write == only));
                    possible.map(|&write| (write, read)).collect()
                })
                .collect();
            for_each_combination(&sources, &mut |rf| {
                let communication = Communication {
                    rf: rf.iter().map(|&&pair| pair).collect(),
                    mo: mo.clone(),
                };
                if !coherent || self.is_coherent(&communication) {
                    found.push(communication);
                }
            });
        });
        found
    }

    fn is_coherent(&self, communication: &Communication) -> bool {
        let (rf, mo) = communication.relations(self.execution.len());
        let here: Set = communication
            .mo
            .iter()
            .copied()
            .chain(communication.rf.iter().map(|&(_, read)| read))
            .collect();
        let rb = rf.inverse().then(mo);
        (self.execution.po.between(here, here) | rf | mo | rb).is_acyclic()
    }

    /// The value of each event, or `None` if some value depends on itself.
    fn values(&self, chosen: &[&Communication]) -> Option<Vec<Value>> {
        let events = &self.execution.events;
        let known = |event: &Event| {
            (event.thread.is_none() || event.kind == Kind::Fence).then_some(event.value)
        };
        let mut values: Vec<Option<Value>> = events.iter().map(known).collect();
        let mut source_of = [0; MAX_EVENTS];
        chosen
            .iter()
            .flat_map(|communication| &communication.rf)
            .for_each(|&(write, read)| source_of[read] = write);
        // Every value follows from others: a round finds at least one more of them, or none can be found.
        loop {
            let unknown = values.iter().filter(|value| value.is_none()).count();
            for &(path, start) in &self.paths {
                for (index, step) in path.steps.iter().enumerate() {
                    let event = start + index;
                    let operand = |term: Term| match term {
                        Term::Const(value) => Some(value),
                        Term::Read(read) => values[start + read],
                    };
                    values[event] = match (step.kind, step.value) {
                        (Kind::Fence, _) => values[event],
                        (Kind::Read, _) => values[source_of[event]],
                        (Kind::Write, Expr::Just(term)) => operand(term),
                        (Kind::Write, Expr::Sum(read, term)) => operand(Term::Read(read))
                            .zip(operand(term))
                            .map(|(old, addend)| old.wrapping_add(addend)),
                    };
                }
            }
            match values.iter().filter(|value| value.is_none()).count() {
                0 => return values.into_iter().collect(),
                still if still == unknown => return None,
                _ => {}
            }
        }
    }

    fn assumptions_hold(&self, values: &[Value]) -> bool {
        self.paths.iter().all(|&(path, start)| {
            path.assumptions.iter().all(|assumption| {
                let equal =
                    term(assumption.left, start, values) == term(assumption.right, start, values);
                equal == assumption.equal
            })
        })
    }

    fn outcome(&self, values: &[Value], chosen: &[&Communication]) -> Outcome {
        let registers = |&(path, start): &(&Path, usize)| {
            path.registers
                .iter()
                .map(|&reg| term(reg, start, values))
                .collect()
        };
        let memory = |loc: &Loc| {
            let latest = *chosen[loc.0]
                .mo
                .last()
                .expect("the write of the initial value");
            (self.program.locations[loc.0].name.clone(), values[latest])
        };
        Outcome {
            registers: self.paths.iter().map(registers).collect(),
            memory: self.program.observed.iter().map(memory).collect(),
        }
    }
}

fn term(term: Term, start: usize, values: &[Value]) -> Value {
    match term {
        Term::Const(value) => value,
        Term::Read(event) => values[start + event],
    }
}

impl Communication {
    /// The relations rf and mo of this location.
    fn relations(&self, n: usize) -> (Relation, Relation) {
        let (mut rf, mut mo) = (Relation::empty(n), Relation::empty(n));
        self.rf
            .iter()
            .for_each(|&(write, read)| rf.insert(write, read));
        for (place, &first) in self.mo.iter().enumerate() {
            self.mo[place + 1..]
                .iter()
                .for_each(|&second| mo.insert(first, second));
        }
        (rf, mo)
    }
}

/// Calls `visit` with every order of the elements in which each is one that `next` lets stand before the rest.
fn for_each_order(
    elements: &[usize],
    next: &dyn Fn(usize, &[usize]) -> bool,
    visit: &mut dyn FnMut(&[usize]),
) {
    fn go(
        rest: &mut Vec<usize>,
        order: &mut Vec<usize>,
        next: &dyn Fn(usize, &[usize]) -> bool,
        visit: &mut dyn FnMut(&[usize]),
    ) {
        if rest.is_empty() {
            return visit(order);
        }
        for index in 0..rest.len() {
            let element = rest.remove(index);
            if next(element, rest) {
                order.push(element);
                go(rest, order, next, visit);
                order.pop();
            }
            rest.insert(index, element);
        }
    }
    go(&mut elements.to_vec(), &mut Vec::new(), next, visit);
}
