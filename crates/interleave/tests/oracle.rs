//! The checker against the axioms of RC11: on the classic litmus tests with every choice of orderings, and on thousands of random
//! programs, it finds each outcome that they allow and no other, and explores each execution exactly once.
//!
//! `ORACLE_PROGRAMS=100000` makes it thousands more.

mod litmus;

use interleave_axioms::random::{Rng, Shape, program};
use interleave_axioms::{Program, classics};
use litmus::{agree, by_axioms, run, waiting};
use std::sync::Arc;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

fn programs(default: u64) -> u64 {
    std::env::var("ORACLE_PROGRAMS")
        .map_or(default, |n| n.parse().expect("ORACLE_PROGRAMS is a number"))
}

fn agree_on_random(shape: &Shape, default: u64) {
    (0..programs(default)).for_each(|seed| agree(&program(seed, shape)));
}

#[test]
fn classics_with_one_ordering_everywhere() {
    for classic in classics::ALL {
        for ordering in [Relaxed, AcqRel, SeqCst] {
            agree(&classic.program().with_uniform(ordering));
        }
    }
}

#[test]
fn classics_with_any_orderings() {
    // Every combination where there are few; else a sample that is the same each time.
    for classic in classics::ALL {
        let program = classic.program();
        let choices: Vec<_> = program
            .orderings()
            .iter()
            .map(|(role, _)| role.choices())
            .collect();
        let combinations: usize = choices.iter().map(|choices| choices.len()).product();
        let mut rng = Rng(0);
        for number in 0..combinations.min(300) {
            let mut rest = if combinations <= 300 {
                number
            } else {
                rng.below(combinations)
            };
            let orderings: Vec<_> = (choices.iter())
                .map(|choices| {
                    let choice = choices[rest % choices.len()];
                    rest /= choices.len();
                    choice
                })
                .collect();
            agree(&program.with_orderings(&orderings).unwrap());
        }
    }
}

#[test]
fn random_programs() {
    agree_on_random(&Shape::default(), 3000);
}

#[test]
fn random_programs_without_read_modify_writes() {
    agree_on_random(
        &Shape {
            rmws: 0,
            dependencies: 0,
            branches: 0,
            accesses: 4..=7,
            ..Shape::default()
        },
        1500,
    );
}

#[test]
fn random_programs_of_read_modify_writes() {
    agree_on_random(
        &Shape {
            rmws: 80,
            atomics: 1..=2,
            ..Shape::default()
        },
        1500,
    );
}

#[test]
fn random_programs_with_weak_compare_exchanges() {
    // The checker lets a thread's compare_exchange_weak fail for no reason once on each location.
    let shape = Shape {
        rmws: 70,
        weak: 60,
        atomics: 1..=2,
        accesses: 2..=5,
        ..Shape::default()
    };
    agree_on_random(&shape, 1500);
}

#[test]
fn random_programs_with_many_fences() {
    agree_on_random(
        &Shape {
            fences: 60,
            atomics: 2..=3,
            accesses: 4..=6,
            ..Shape::default()
        },
        1500,
    );
}

#[test]
fn random_programs_with_seqcst_and_weaker_accesses() {
    let shape = Shape {
        orderings: &[Relaxed, SeqCst, SeqCst],
        accesses: 4..=7,
        atomics: 2..=3,
        fences: 30,
        ..Shape::default()
    };
    agree_on_random(&shape, 1500);
}

#[test]
fn random_programs_that_pass_messages() {
    let shape = Shape {
        orderings: &[Release, Acquire, AcqRel],
        threads: 3..=3,
        accesses: 5..=7,
        atomics: 2..=3,
        branches: 25,
        ..Shape::default()
    };
    agree_on_random(&shape, 1000);
}

#[test]
fn random_programs_of_four_threads() {
    agree_on_random(
        &Shape {
            threads: 4..=4,
            accesses: 4..=6,
            ..Shape::default()
        },
        1000,
    );
}

#[test]
fn random_programs_with_cells_have_their_data_races_found() {
    let shape = Shape {
        cells: 1..=2,
        atomics: 1..=2,
        branches: 40,
        accesses: 3..=6,
        ..Shape::default()
    };
    agree_on_random(&shape, 3000);
    // It proves nothing if all race, or none.
    let racy = (0..1000)
        .filter(|&seed| by_axioms(&program(seed, &shape)).race)
        .count();
    assert!((100..900).contains(&racy), "{racy} of 1000 race");
}

#[test]
fn random_programs_with_locks() {
    let shape = Shape {
        mutexes: 1..=2,
        accesses: 2..=5,
        ..Shape::default()
    };
    agree_on_random(&shape, 2000);
}

#[test]
fn random_programs_with_locks_and_cells_have_their_data_races_found() {
    let shape = Shape {
        mutexes: 1..=1,
        locked: 80,
        cells: 1..=1,
        atomics: 1..=1,
        branches: 30,
        accesses: 2..=5,
        ..Shape::default()
    };
    agree_on_random(&shape, 3000);
}

#[test]
fn random_programs_with_locks_that_spin() {
    let shape = Shape {
        mutexes: 1..=1,
        accesses: 2..=4,
        ..Shape::default()
    };
    (0..programs(1000)).for_each(|seed| _ = waiting::agree(&program(seed, &shape), true, false));
}

#[test]
fn random_programs_that_wait_for_a_value() {
    let shape = Shape {
        atomics: 1..=2,
        accesses: 3..=6,
        ..Shape::default()
    };
    let stuck =
        (0..programs(1500)).filter(|&seed| waiting::agree(&program(seed, &shape), false, true));
    // It proves nothing if all may wait for ever.
    let stuck = stuck.count() as u64;
    let total = programs(1500);
    assert!(
        (total / 10..total * 9 / 10).contains(&stuck),
        "{stuck} may wait for ever"
    );
}

#[test]
fn outcomes_is_the_set_of_what_the_closure_returns() {
    for seed in 0..200 {
        let program: Program = program(seed, &Shape::default());
        let shared = Arc::new(program.clone());
        let found = interleave::outcomes(move || run(&shared));
        assert_eq!(
            found,
            by_axioms(&program).outcomes.into_keys().collect(),
            "{program}"
        );
    }
}
