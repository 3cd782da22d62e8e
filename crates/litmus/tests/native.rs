//! What is compiled is what is written, and nothing is seen on this machine that Rust or the machine's model forbids.
//!
//! Whether a weak outcome is seen is luck, so nothing here asks for one.

use interleave_axioms::{Instruction, Operand, Outcome, Program, Update};
use interleave_litmus::native::{self, NotRunnable, Options, in_turn};
use interleave_litmus::{Choice, judge, tests};
use std::ops::ControlFlow;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};

/// Every order of some numbers.
fn permutations(numbers: &[usize]) -> Vec<Vec<usize>> {
    if numbers.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, &first) in numbers.iter().enumerate() {
        let mut rest = numbers.to_vec();
        rest.remove(at);
        for mut order in permutations(&rest) {
            order.insert(0, first);
            all.push(order);
        }
    }
    all
}

/// Interprets the threads one after the other.
fn interpret(program: &Program, order: &[usize]) -> Outcome {
    fn go(block: &[Instruction], memory: &mut [u32], registers: &mut [u32]) {
        let value = |operand: Operand, registers: &[u32]| match operand {
            Operand::Const(value) => value,
            Operand::Reg(reg) => registers[reg.0],
        };
        for instruction in block {
            match instruction {
                Instruction::Load { dst, loc, .. } | Instruction::Read { dst, loc } => {
                    registers[dst.0] = memory[loc.0];
                }
                Instruction::Store {
                    loc, value: new, ..
                }
                | Instruction::Write { loc, value: new } => memory[loc.0] = value(*new, registers),
                Instruction::Rmw {
                    dst, loc, update, ..
                } => {
                    let old = memory[loc.0];
                    memory[loc.0] = match *update {
                        Update::FetchAdd(added) => old + value(added, registers),
                        Update::Swap(new) => value(new, registers),
                        Update::CompareExchange { expected, new, .. } => {
                            if old == value(expected, registers) {
                                value(new, registers)
                            } else {
                                old
                            }
                        }
                    };
                    registers[dst.0] = old;
                }
                Instruction::Fence(_) => {}
                Instruction::If { reg, equals, then } => {
                    if registers[reg.0] == *equals {
                        go(then, memory, registers);
                    }
                }
                Instruction::Locked { .. } => panic!("no shipped test has a mutex"),
            }
        }
    }
    let mut memory: Vec<u32> = program.locations.iter().map(|loc| loc.init).collect();
    let mut registers: Vec<Vec<u32>> = (program.threads.iter())
        .map(|t| vec![0; t.registers])
        .collect();
    for &thread in order {
        go(
            &program.threads[thread].body,
            &mut memory,
            &mut registers[thread],
        );
    }
    let observed = program.observed.iter();
    Outcome {
        registers,
        memory: observed
            .map(|loc| (program.locations[loc.0].name.clone(), memory[loc.0]))
            .collect(),
    }
}

/// Choices in which every compiled thread occurs at least once: each thread goes through its own orderings at the same time as the others.
fn choices_with_every_kernel(test: &'static interleave_litmus::Test) -> Vec<Choice> {
    let weakest = test.weakest();
    let slots = weakest.slots();
    let threads = weakest.program.threads.len();
    let of_thread = |thread: usize| slots.iter().filter(move |slot| slot.thread == thread);
    let count = |thread: usize| -> usize {
        (of_thread(thread).map(|slot| slot.role.choices().len())).product()
    };
    let most = (0..threads).map(count).max().unwrap();
    (0..most)
        .map(|number| {
            let mut orderings = Vec::new();
            for thread in 0..threads {
                let mut rest = number % count(thread);
                for slot in of_thread(thread) {
                    let choices = slot.role.choices();
                    orderings.push(choices[rest % choices.len()]);
                    rest /= choices.len();
                }
            }
            test.with(&orderings).unwrap()
        })
        .collect()
}

#[test]
fn each_compiled_thread_does_what_is_written() {
    for test in tests().iter().filter(|test| test.readers == 1) {
        for choice in choices_with_every_kernel(test) {
            let threads: Vec<_> = (0..choice.program.threads.len()).collect();
            for order in permutations(&threads) {
                assert_eq!(
                    in_turn(&choice, &order),
                    interpret(&choice.program, &order),
                    "{choice}, in the order {order:?}"
                );
            }
        }
    }
}

/// A sample. Every compiled thread is run, but not every combination of them: of the thousands of choices of orderings, those in which each
/// thread goes through its own at the same time as the others, and 3,000 rounds of each. That they pass says that nothing forbidden
/// was seen in these; which outcomes are forbidden is compared with what was published in `models.rs`, without running anything.
#[test]
fn nothing_is_seen_here_that_rust_or_the_machine_forbids_in_a_sample_with_every_compiled_thread() {
    for test in tests() {
        for choice in choices_with_every_kernel(test) {
            let judged = judge(&choice);
            let options = Options {
                rounds: 3_000,
                seed: 1,
                ..Options::default()
            };
            let seen = match native::run(&choice, &options, |_| ControlFlow::Continue(())) {
                Err(NotRunnable::Race) => {
                    assert!(judged.race.is_some(), "{choice}");
                    continue;
                }
                Ok(seen) => seen,
            };
            assert!(judged.race.is_none(), "{choice}");
            assert_eq!(seen.rounds, options.rounds, "{choice}");
            assert_eq!(
                seen.observations(),
                options.rounds * test.readers as u64,
                "{choice}"
            );
            for outcome in seen.counts.keys() {
                assert!(judged.allows_here(outcome), "{choice}: {outcome} was seen");
            }
        }
    }
}

#[test]
fn every_way_to_meet_counts_every_round_once() {
    let sb = interleave_litmus::find("sb").unwrap().uniform(Relaxed);
    for group in [0, 1, 3, 512] {
        for rounds in [1, 511, 512, 513, 1_500] {
            let options = Options {
                rounds,
                group,
                pin: group != 3,
                ..Options::default()
            };
            let seen = native::run(&sb, &options, |_| ControlFlow::Continue(())).unwrap();
            assert_eq!(
                (seen.rounds, seen.observations(), seen.stopped),
                (rounds, rounds, false)
            );
        }
    }
}

#[test]
fn a_run_that_is_stopped_tells_what_it_saw() {
    let mp = interleave_litmus::find("mp").unwrap().uniform(AcqRel);
    let options = Options {
        rounds: u64::MAX,
        ..Options::default()
    };
    let mut asked = 0;
    let stop = |progress: native::Progress| {
        asked += 1;
        if progress.rounds > 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let seen = native::run(&mp, &options, stop).unwrap();
    assert!(seen.stopped && asked > 0);
    assert!(seen.rounds > 0 && seen.observations() == seen.rounds);
}
