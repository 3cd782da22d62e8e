//! The checker against the axioms: for every shipped test and every choice of its orderings, `interleave::outcomes` is the set that RC11
//! allows, and where there is a data race the checker finds it.

use interleave::FailureKind;
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicU32, fence};
use interleave::thread;
use interleave_axioms::{
    Instruction, Loc, LocationKind, Model, Operand, Outcome, Program, Update, analyse,
};
use interleave_litmus::{Choice, find, tests};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};

/// Each location of a program, as an atomic and as a cell: it uses one of the two.
struct Memory(Vec<(AtomicU32, UnsafeCell<u32>)>);

// SAFETY: whether a cell is raced on is what the checker is asked. It runs all modelled threads on one OS thread, so that there is
// no race in the process.
unsafe impl Sync for Memory {}
// SAFETY: as above.
unsafe impl Send for Memory {}

impl Memory {
    fn new(program: &Program) -> Memory {
        let place = |init| (AtomicU32::new(init), UnsafeCell::new(init));
        let locations = program.locations.iter();
        Memory(locations.map(|location| place(location.init)).collect())
    }

    fn atomic(&self, loc: Loc) -> &AtomicU32 {
        &self.0[loc.0].0
    }

    fn cell(&self, loc: Loc) -> *mut u32 {
        self.0[loc.0].1.get()
    }
}

fn execute(block: &[Instruction], memory: &Memory, registers: &mut [u32]) {
    let value = |operand: Operand, registers: &[u32]| match operand {
        Operand::Const(value) => value,
        Operand::Reg(reg) => registers[reg.0],
    };
    for instruction in block {
        match *instruction {
            Instruction::Load { dst, loc, ordering } => {
                registers[dst.0] = memory.atomic(loc).load(ordering);
            }
            Instruction::Store {
                loc,
                value: new,
                ordering,
            } => memory.atomic(loc).store(value(new, registers), ordering),
            Instruction::Rmw {
                dst,
                loc,
                update,
                ordering,
            } => {
                let atomic = memory.atomic(loc);
                registers[dst.0] = match update {
                    Update::FetchAdd(added) => atomic.fetch_add(value(added, registers), ordering),
                    Update::Swap(new) => atomic.swap(value(new, registers), ordering),
                    Update::CompareExchange {
                        expected,
                        new,
                        failure,
                        ..
                    } => {
                        let (expected, new) = (value(expected, registers), value(new, registers));
                        let result = atomic.compare_exchange(expected, new, ordering, failure);
                        result.unwrap_or_else(|old| old)
                    }
                };
            }
            Instruction::Fence(ordering) => fence(ordering),
            // SAFETY: the cell is alive; see `Memory` for races.
            Instruction::Read { dst, loc } => registers[dst.0] = unsafe { *memory.cell(loc) },
            Instruction::Write { loc, value: new } => {
                // SAFETY: as above.
                unsafe { *memory.cell(loc) = value(new, registers) };
            }
            Instruction::If {
                reg,
                equals,
                ref then,
            } => {
                if registers[reg.0] == equals {
                    execute(then, memory, registers);
                }
            }
            Instruction::Locked { .. } => panic!("no shipped test has a mutex"),
        }
    }
}

/// The program, to be checked: starts the threads, joins them, and reads the memory.
fn run(program: &Arc<Program>) -> Outcome {
    let memory = Arc::new(Memory::new(program));
    let threads: Vec<_> = (0..program.threads.len())
        .map(|thread| {
            let (program, memory) = (Arc::clone(program), Arc::clone(&memory));
            thread::spawn(move || {
                let mut registers = vec![0; program.threads[thread].registers];
                execute(&program.threads[thread].body, &memory, &mut registers);
                registers
            })
        })
        .collect();
    let registers = threads.into_iter().map(|thread| thread.join().unwrap());
    let registers = registers.collect();
    let read = |&loc: &Loc| {
        let location = &program.locations[loc.0];
        assert!(
            location.kind == LocationKind::Atomic,
            "no shipped test observes a cell"
        );
        // All is joined, so that coherence leaves one value to read.
        (location.name.clone(), memory.atomic(loc).load(Relaxed))
    };
    Outcome {
        registers,
        memory: program.observed.iter().map(read).collect(),
    }
}

/// What is wrong, if anything is.
fn disagreement(choice: &Choice) -> Option<String> {
    let axioms = analyse(&choice.program, Model::Rc11);
    let program = Arc::new(choice.program.clone());
    if axioms.race.is_some() {
        let report = interleave::explore(move || {
            run(&program);
        });
        let kind = report.failure().map(|failure| failure.kind());
        return (kind != Some(FailureKind::DataRace))
            .then(|| format!("{choice}: the race is not found, but {kind:?}"));
    }
    let found = interleave::outcomes(move || run(&program));
    (found != axioms.outcome_set())
        .then(|| format!("{choice}: {found:?} instead of {:?}", axioms.outcome_set()))
}

/// `value-flag` has the program of `mp`, and several threads that run its reader. Two of them stand for all.
#[test]
fn each_of_two_readers_sees_what_one_may_see() {
    let alone = |orderings: &[Ordering]| find("mp").unwrap().with(orderings).unwrap().program;
    for orderings in [
        [Relaxed; 4],
        [Relaxed, Release, Acquire, Relaxed],
        [SeqCst; 4],
    ] {
        let one = alone(&orderings);
        let mut two = one.clone();
        two.threads.push(one.threads[1].clone());
        let axioms = analyse(&two, Model::Rc11).outcome_set();
        let program = Arc::new(two);
        assert_eq!(
            interleave::outcomes(move || run(&program)),
            axioms,
            "{orderings:?}"
        );
        let wanted: BTreeSet<_> = (analyse(&one, Model::Rc11).outcome_set().iter())
            .map(|outcome| outcome.registers[1].clone())
            .collect();
        for reader in [1, 2] {
            let seen: BTreeSet<_> = (axioms.iter())
                .map(|outcome| outcome.registers[reader].clone())
                .collect();
            assert_eq!(seen, wanted, "{orderings:?}, reader {reader}");
        }
    }
}

#[test]
fn every_test_with_every_choice_of_orderings_has_the_outcomes_that_the_axioms_allow() {
    // The test with several readers has the program of another, and is looked at above.
    let choices: Vec<Choice> = tests()
        .iter()
        .filter(|test| test.readers == 1)
        .flat_map(|test| test.every_choice())
        .collect();
    let wrong: Vec<String> = choices.par_iter().filter_map(disagreement).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        choices.len(),
        wrong.join("\n")
    );
}
