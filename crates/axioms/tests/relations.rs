//! What must hold between the models, and of the enumeration, for any program: over thousands of random ones.

use interleave_axioms::random::{Shape, program};
use interleave_axioms::{Axiom, Model, Program, analyse, analyse_under, candidates, minimise};
use std::sync::atomic::Ordering::{AcqRel, Relaxed, SeqCst};

const PROGRAMS: u64 = 3000;

/// The models of the machines that rustc compiles for as `aarch64`.
const ARM: [Model; 3] = [Model::Armv8, Model::Armv8Rcpc, Model::Armv8Exclusives];

/// Fails with the smallest program that the claim does not hold for.
fn for_all(shape: &Shape, programs: u64, claim: impl Fn(&Program) -> bool) {
    for seed in 0..programs {
        let program = program(seed, shape);
        if !claim(&program) {
            let smallest = minimise::minimise(&program, |program| !claim(program));
            panic!("seed {seed} fails; the smallest such program is\n{smallest}");
        }
    }
}

#[test]
fn what_sc_allows_every_model_allows() {
    for_all(&Shape::default(), PROGRAMS, |program| {
        let [sc, weaker @ ..] =
            analyse_under(program, Model::ALL).map(|analysis| analysis.outcome_set());
        weaker.iter().all(|weaker| sc.is_subset(weaker))
    });
}

#[test]
fn every_program_can_run() {
    for_all(&Shape::default(), PROGRAMS, |program| {
        !analyse(program, Model::Sc).outcomes.is_empty()
    });
}

#[test]
fn rustcs_mapping_to_x86_is_sound() {
    // Every execution of the instructions is one that the language allows: not only the outcomes agree. x86-TSO has no load
    // buffering, so there is no exception.
    for_all(&Shape::default(), PROGRAMS, |program| {
        let mut sound = true;
        candidates::for_each(program, |x| {
            sound &= !Model::X86Tso.allows(x) || Model::Rc11.allows(x)
        });
        sound
    });
}

#[test]
fn rustcs_mapping_to_arm_is_sound_but_for_load_buffering() {
    // ARM may let a load take its value from a store that comes after it in a cycle of program order and reads-from. RC11
    // forbids exactly that by its axiom NO-THIN-AIR; the other axioms hold of every execution that ARM allows.
    for_all(&Shape::default(), PROGRAMS, |program| {
        let mut sound = true;
        candidates::for_each(program, |x| {
            for arm in ARM {
                if arm.allows(x) {
                    sound &= match Model::Rc11.check(x) {
                        Ok(()) => x.is_porf_acyclic(),
                        Err(axiom) => axiom == Axiom::NO_THIN_AIR && !x.is_porf_acyclic(),
                    };
                }
            }
        });
        sound
    });
}

#[test]
fn both_mappings_are_sound_for_locks_and_plain_data() {
    // A mutex is compiled as the acquiring read-modify-write and the releasing store that it is modelled by; a plain
    // access as a relaxed one. With a data race nothing is promised.
    let shape = Shape {
        mutexes: 1..=2,
        cells: 0..=1,
        accesses: 2..=5,
        ..Shape::default()
    };
    for_all(&shape, PROGRAMS, |program| {
        let mut sound = true;
        let racy = analyse(program, Model::Rc11).race.is_some();
        candidates::for_each(program, |x| {
            for machine in ARM.into_iter().chain([Model::X86Tso]) {
                let load_buffering = !x.is_porf_acyclic();
                sound &= !machine.allows(x) || load_buffering || Model::Rc11.allows(x);
            }
        });
        sound || racy
    });
}

#[test]
fn x86_is_stronger_than_arm_where_both_have_the_same_instructions_to_choose() {
    // With Relaxed and SeqCst alone. With Release and Acquire it is not so: ldar after stlr is never reordered, but a mov that loads may
    // pass a mov that stores; and fence(AcqRel) is a dmb on ARM, but nothing on x86.
    let shape = Shape {
        orderings: &[Relaxed, SeqCst],
        fences: 0,
        ..Shape::default()
    };
    for_all(&shape, PROGRAMS, |program| {
        let [tso, arm] = analyse_under(program, [Model::X86Tso, Model::Armv8])
            .map(|analysis| analysis.outcome_set());
        tso.is_subset(&arm)
    });
    let sb = interleave_axioms::classics::find("sb")
        .unwrap()
        .program()
        .with_uniform(AcqRel);
    let [tso, arm] =
        analyse_under(&sb, [Model::X86Tso, Model::Armv8]).map(|analysis| analysis.outcomes.len());
    assert_eq!((tso, arm), (4, 3));
}

#[test]
fn ldapr_allows_more_than_ldar_and_only_where_there_are_acquire_loads() {
    let without = Shape {
        orderings: &[Relaxed, SeqCst],
        ..Shape::default()
    };
    let both = |program: &Program| analyse_under(program, [Model::Armv8, Model::Armv8Rcpc]);
    for_all(&Shape::default(), PROGRAMS, |program| {
        let [ldar, ldapr] = both(program);
        ldar.outcome_set().is_subset(&ldapr.outcome_set())
    });
    for_all(&without, PROGRAMS, |program| {
        let [ldar, ldapr] = both(program);
        ldar.executions == ldapr.executions
    });
}

#[test]
fn stronger_orderings_allow_no_more() {
    for_all(&Shape::default(), PROGRAMS, |program| {
        let [rc11] = analyse_under(program, [Model::Rc11]);
        let [strong] = analyse_under(&program.with_uniform(SeqCst), [Model::Rc11]);
        let [weak] = analyse_under(&program.with_uniform(Relaxed), [Model::Rc11]);
        strong.outcome_set().is_subset(&rc11.outcome_set())
            && rc11.outcome_set().is_subset(&weak.outcome_set())
    });
}

#[test]
fn seqcst_everywhere_is_sequential_consistency() {
    // RC11's DRF guarantee (PLDI 2017, theorem 4), for programs whose every access is SeqCst: execution for execution. Fences
    // change nothing then.
    for_all(
        &Shape {
            orderings: &[SeqCst],
            ..Shape::default()
        },
        PROGRAMS,
        |program| {
            let [sc, rc11] = analyse_under(program, [Model::Sc, Model::Rc11]);
            sc.outcome_set() == rc11.outcome_set() && sc.executions == rc11.executions
        },
    );
}

#[test]
fn locations_are_independent_of_how_they_are_combined() {
    // Enumerating coherent candidates location by location gives the executions that enumerating every candidate and
    // checking the whole axioms gives.
    let shape = Shape {
        accesses: 2..=4,
        cells: 0..=1,
        ..Shape::default()
    };
    for_all(&shape, 1000, |program| {
        let count = |raw: bool| {
            let mut counts = [0; Model::ALL.len()];
            let mut visit = |x: &interleave_axioms::Execution| {
                for (count, model) in counts.iter_mut().zip(Model::ALL) {
                    *count += u32::from(model.allows(x));
                }
            };
            if raw {
                candidates::for_each_raw(program, &mut visit)
            } else {
                candidates::for_each(program, &mut visit)
            }
            counts
        };
        count(true) == count(false)
    });
}

#[test]
fn every_execution_is_counted_once() {
    for_all(
        &Shape {
            branches: 30,
            ..Shape::default()
        },
        500,
        |program| {
            let mut seen = std::collections::HashSet::new();
            let mut distinct = true;
            candidates::for_each(program, |x| {
                let graph = (x.events.clone(), x.rf, x.mo);
                distinct &= seen.insert(graph);
            });
            distinct
        },
    );
}

#[test]
fn a_seqcst_store_on_x86_is_a_swap() {
    use interleave_axioms::{Instruction, Reg, Update};
    // The model gives a SeqCst store no read event; writing the xchg out must change nothing.
    for_all(
        &Shape {
            orderings: &[Relaxed, SeqCst],
            branches: 0,
            ..Shape::default()
        },
        PROGRAMS,
        |program| {
            let mut explicit = program.clone();
            for thread in &mut explicit.threads {
                for instruction in &mut thread.body {
                    if let Instruction::Store {
                        loc,
                        value,
                        ordering: SeqCst,
                    } = *instruction
                    {
                        let dst = Reg(thread.registers);
                        thread.registers += 1;
                        *instruction = Instruction::Rmw {
                            dst,
                            loc,
                            update: Update::Swap(value),
                            ordering: SeqCst,
                        };
                    }
                }
            }
            let [store, mut swap] =
                [program, &explicit].map(|program| analyse(program, Model::X86Tso).outcome_set());
            swap = swap
                .into_iter()
                .map(|mut outcome| {
                    let threads = outcome.registers.iter_mut().zip(&program.threads);
                    threads.for_each(|(registers, thread)| registers.truncate(thread.registers));
                    outcome
                })
                .collect();
            store == swap
        },
    );
}

#[test]
fn text_is_read_back() {
    let shape = Shape {
        cells: 0..=2,
        mutexes: 0..=2,
        branches: 30,
        weak: 50,
        ..Shape::default()
    };
    for_all(&shape, PROGRAMS, |program| {
        program.to_string().parse::<Program>().as_ref() == Ok(program)
    });
}

#[test]
fn text_that_is_no_program_is_refused_with_the_place() {
    let refused = |text: &str| text.parse::<Program>().unwrap_err().to_string();
    assert_eq!(
        refused("atomic x = 0;"),
        "\"litmus\" was expected before \"atomic x = 0;\""
    );
    assert_eq!(
        refused("litmus t; thread { r0 = x.load(Relaxed); }"),
        "a declared location was expected before \"x.load(Relaxed); }\""
    );
    assert_eq!(
        refused("litmus t; atomic x = 0; thread { r0 = x.load(Release); }"),
        "Release is no ordering for a Load"
    );
    assert_eq!(
        refused("litmus t; cell x = 0; thread { r0 = x.load(Relaxed); }"),
        "x is declared as Cell and used as Atomic"
    );
    assert_eq!(
        refused("litmus t; atomic x = 0; thread { x.store(r1, Relaxed); }"),
        "a register is used that the thread does not have"
    );
    assert_eq!(
        refused("litmus t; atomic x = 0; atomic x = 0;"),
        "there are two locations \"x\""
    );
}

#[test]
fn minimising_leaves_the_heart_of_the_matter() {
    let weak = |program: &Program| {
        let [sc, rc11] = analyse_under(program, [Model::Sc, Model::Rc11]);
        sc.outcome_set() != rc11.outcome_set()
    };
    let seed = (0..)
        .find(|&seed| weak(&program(seed, &Shape::default())))
        .unwrap();
    let smallest = minimise::minimise(&program(seed, &Shape::default()), weak);
    // No program with fewer accesses than four, on fewer locations than two, is weak.
    assert_eq!(
        (
            smallest.threads.len(),
            smallest.locations.len(),
            smallest.orderings().len()
        ),
        (2, 2, 4),
        "{smallest}"
    );
    assert!(
        smallest
            .orderings()
            .iter()
            .all(|&(_, ordering)| ordering == Relaxed),
        "{smallest}"
    );
}
