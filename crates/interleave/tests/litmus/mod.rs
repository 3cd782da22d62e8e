//! Runs the litmus programs of `interleave_axioms` on the mirrored atomics, and compares what the checker finds with what the
//! axioms of RC11 say.

pub(crate) mod waiting;

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicU32, fence};
use interleave::{FailureKind, Verdict};
use interleave::{hint, thread};
use interleave_axioms::{
    Analysis, Instruction, Loc, LocationKind, Model, Operand, Outcome, Program, Reg, Update, Value,
    analyse, candidates, minimise,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::{Arc, Mutex};

enum Place {
    Atomic(AtomicU32),
    Cell(UnsafeCell<u32>),
    Mutex(interleave::sync::Mutex<()>),
    SpinLock(AtomicU32),
}

/// How a program is written in Rust, where there is a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// A mutex is an atomic that threads spin on.
    pub(crate) spin_locks: bool,
    /// The loads that are repeated until they read a value: of this thread, into this register.
    pub(crate) awaited: Vec<(usize, Reg, Value)>,
}

struct Memory(Vec<Place>);

// SAFETY: a race on a cell is what the checker is asked to find. It runs all modelled threads on one OS thread, so that for the
// process there is none.
unsafe impl Sync for Memory {}
// SAFETY: as above.
unsafe impl Send for Memory {}

impl Memory {
    fn new(program: &Program, style: &Style) -> Memory {
        let place = |location: &interleave_axioms::Location| match location.kind {
            LocationKind::Atomic => Place::Atomic(AtomicU32::new(location.init)),
            LocationKind::Cell => Place::Cell(UnsafeCell::new(location.init)),
            LocationKind::Mutex if style.spin_locks => Place::SpinLock(AtomicU32::new(0)),
            LocationKind::Mutex => Place::Mutex(interleave::sync::Mutex::new(())),
        };
        Memory(program.locations.iter().map(place).collect())
    }

    fn atomic(&self, loc: Loc) -> &AtomicU32 {
        match &self.0[loc.0] {
            Place::Atomic(atomic) => atomic,
            _ => panic!("something else is used as an atomic"),
        }
    }

    fn cell(&self, loc: Loc) -> *mut u32 {
        match &self.0[loc.0] {
            Place::Cell(cell) => cell.get(),
            _ => panic!("something else is used as a cell"),
        }
    }

    fn locked(&self, loc: Loc, body: impl FnOnce()) {
        match &self.0[loc.0] {
            Place::Mutex(mutex) => {
                let guard = mutex.lock().unwrap();
                body();
                drop(guard);
            }
            Place::SpinLock(lock) => {
                while lock.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
                    hint::spin_loop();
                }
                body();
                lock.store(0, Release);
            }
            _ => panic!("something else is used as a mutex"),
        }
    }
}

fn value(operand: Operand, registers: &[Value]) -> Value {
    match operand {
        Operand::Const(value) => value,
        Operand::Reg(reg) => registers[reg.0],
    }
}

fn execute(
    block: &[Instruction],
    memory: &Memory,
    registers: &mut [Value],
    awaited: &[(Reg, Value)],
) {
    for instruction in block {
        match *instruction {
            Instruction::Load { dst, loc, ordering } => loop {
                let value = memory.atomic(loc).load(ordering);
                if awaited
                    .iter()
                    .all(|&(reg, wanted)| reg != dst || wanted == value)
                {
                    registers[dst.0] = value;
                    break;
                }
                hint::spin_loop();
            },
            Instruction::Store {
                loc,
                value: operand,
                ordering,
            } => {
                memory
                    .atomic(loc)
                    .store(value(operand, registers), ordering);
            }
            Instruction::Rmw {
                dst,
                loc,
                update,
                ordering,
            } => {
                let atomic = memory.atomic(loc);
                registers[dst.0] = match update {
                    Update::FetchAdd(operand) => {
                        atomic.fetch_add(value(operand, registers), ordering)
                    }
                    Update::Swap(operand) => atomic.swap(value(operand, registers), ordering),
                    Update::CompareExchange {
                        weak,
                        expected,
                        new,
                        failure,
                    } => {
                        let (expected, new) = (value(expected, registers), value(new, registers));
                        let exchange = match weak {
                            true => AtomicU32::compare_exchange_weak,
                            false => AtomicU32::compare_exchange,
                        };
                        let (Ok(old) | Err(old)) =
                            exchange(atomic, expected, new, ordering, failure);
                        old
                    }
                };
            }
            Instruction::Fence(ordering) => fence(ordering),
            // SAFETY: the cell is alive; see `Memory` for races.
            Instruction::Read { dst, loc } => registers[dst.0] = unsafe { *memory.cell(loc) },
            Instruction::Write {
                loc,
                value: operand,
            } => {
                let value = value(operand, registers);
                // SAFETY: as above.
                unsafe { *memory.cell(loc) = value };
            }
            Instruction::Locked { loc, ref body } => {
                memory.locked(loc, || execute(body, memory, registers, awaited));
            }
            Instruction::If {
                reg,
                equals,
                ref then,
            } => {
                if registers[reg.0] == equals {
                    execute(then, memory, registers, awaited);
                }
            }
        }
    }
}

/// The program as a closure to be checked: the main thread starts the threads, joins them, and reads the memory.
pub(crate) fn run(program: &Arc<Program>) -> Outcome {
    run_in_style(program, &Style::default())
}

/// The same, written in this style.
pub(crate) fn run_in_style(program: &Arc<Program>, style: &Style) -> Outcome {
    let memory = Arc::new(Memory::new(program, style));
    let threads: Vec<_> = (0..program.threads.len())
        .map(|thread| {
            let (program, memory) = (Arc::clone(program), Arc::clone(&memory));
            let awaited: Vec<_> = (style.awaited.iter())
                .filter(|(of, ..)| *of == thread)
                .map(|&(_, reg, value)| (reg, value))
                .collect();
            thread::spawn(move || {
                let mut registers = vec![0; program.threads[thread].registers];
                let body = &program.threads[thread].body;
                execute(body, &memory, &mut registers, &awaited);
                registers
            })
        })
        .collect();
    let registers = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    let read = |&loc: &Loc| {
        let location = &program.locations[loc.0];
        // All is joined, so coherence leaves one value to read.
        let value = if location.kind == LocationKind::Atomic {
            memory.atomic(loc).load(Relaxed)
        } else {
            // SAFETY: as in `execute`; the threads have ended.
            unsafe { *memory.cell(loc) }
        };
        (location.name.clone(), value)
    };
    Outcome {
        registers,
        memory: program.observed.iter().map(read).collect(),
    }
}

/// How many executions there are of each outcome, and whether any has a data race.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) outcomes: BTreeMap<Outcome, u64>,
    pub(crate) executions: u64,
    pub(crate) race: bool,
    /// What the checker found that it should not have: another failure, a limit, a blocked run.
    pub(crate) trouble: String,
}

/// What the axioms say.
pub(crate) fn by_axioms(program: &Program) -> Found {
    let mut found = Found::default();
    let Analysis { race, .. } = analyse(program, Model::Rc11);
    found.race = race.is_some();
    candidates::for_each(program, |execution| {
        if Model::Rc11.allows(execution) {
            *found.outcomes.entry(execution.outcome.clone()).or_default() += 1;
            found.executions += 1;
        }
    });
    found
}

/// What the checker says.
pub(crate) fn by_checker(program: &Program) -> Found {
    let program = Arc::new(program.clone());
    let outcomes = Arc::new(Mutex::new(BTreeMap::new()));
    let report = interleave::Explorer::new().unique().explore({
        let outcomes = Arc::clone(&outcomes);
        move || {
            let outcome = run(&program);
            *outcomes.lock().unwrap().entry(outcome).or_default() += 1;
        }
    });
    let race = report
        .failure()
        .is_some_and(|failure| failure.kind() == FailureKind::DataRace);
    let trouble = match report.verdict() {
        _ if race => String::new(),
        Verdict::Verified { .. } if report.blocked() == 0 => String::new(),
        other => {
            let failure = report
                .failure()
                .map(|failure| failure.to_string())
                .unwrap_or_default();
            format!("{other:?}, {} blocked\n{failure}", report.blocked())
        }
    };
    Found {
        outcomes: std::mem::take(&mut outcomes.lock().unwrap()),
        executions: report.executions(),
        race,
        trouble,
    }
}

/// What the checker says that the axioms do not, if it says anything else than they.
pub(crate) fn disagreement(program: &Program) -> Option<String> {
    let (axioms, checker) = (by_axioms(program), by_checker(program));
    // A race is undefined behaviour: what else can happen means nothing, and the checker stops.
    if axioms.race && checker.race || axioms == checker {
        return None;
    }
    let mut text = String::new();
    let outcomes: BTreeSet<_> = axioms
        .outcomes
        .keys()
        .chain(checker.outcomes.keys())
        .collect();
    for outcome in outcomes {
        let count = |found: &Found| found.outcomes.get(outcome).copied().unwrap_or(0);
        let (wanted, got) = (count(&axioms), count(&checker));
        let mark = match (wanted, got) {
            (same, other) if same == other => "",
            (0, _) => "  <- EXTRA",
            (_, 0) => "  <- MISSING",
            _ => "  <- counted otherwise",
        };
        writeln!(text, "{outcome}: axioms {wanted}, checker {got}{mark}").unwrap();
    }
    writeln!(
        text,
        "executions: axioms {}, checker {}",
        axioms.executions, checker.executions
    )
    .unwrap();
    writeln!(
        text,
        "data race: axioms {}, checker {}",
        axioms.race, checker.race
    )
    .unwrap();
    Some(text + &checker.trouble)
}

/// Fails with the smallest program on which the checker and the axioms disagree, if they do on this one.
#[track_caller]
pub(crate) fn agree(program: &Program) {
    if disagreement(program).is_some() {
        let smallest = minimise::minimise(program, |program| disagreement(program).is_some());
        panic!(
            "the checker and RC11 disagree.\n{smallest}{}\nFound with\n{program}",
            disagreement(&smallest).expect("minimised to a disagreement")
        );
    }
}
