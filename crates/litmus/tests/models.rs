//! The tests that are shipped, under the models: known results, and what must hold between the models.

use interleave_axioms::Instruction;
use interleave_litmus::{Choice, find, judge, tests};
use std::sync::atomic::Ordering::{AcqRel, Relaxed, SeqCst};

/// Whether x86-TSO, ARMv8 and RC11 allow what the test is about.
fn verdicts(choice: &Choice) -> [bool; 3] {
    let judged = judge(choice);
    let allowed = judged.asked().allowed;
    [allowed.x86_tso, allowed.arm(), allowed.rc11]
}

#[test]
fn relaxed_accesses_do_what_was_published() {
    // x86: the herdtools7 catalogue, catalogue/x86_64/tests/kinds.txt; ISA2 and IRIW follow from Owens, Sarkar, Sewell, "A Better x86 Memory
    // Model: x86-TSO", TPHOLs 2009 (causality is preserved; amd6).
    // ARM: the same, catalogue/aarch64/tests/kinds.txt and catalogue/aarch64-readers-guide/tests/kinds.txt.
    // RC11: Lahav and others, PLDI 2017: all but coherence and load buffering.
    let published = [
        ("mp", [false, true, true]),
        ("sb", [true, true, true]),
        ("corr", [false, false, false]),
        ("coww", [false, false, false]),
        ("corw", [false, false, false]),
        ("cowr", [false, false, false]),
        ("s", [false, true, true]),
        ("r", [true, true, true]),
        ("2+2w", [false, true, true]),
        ("wrc", [false, true, true]),
        ("isa2", [false, true, true]),
        ("rwc", [true, true, true]),
        ("iriw", [false, true, true]),
        ("lb", [false, true, false]),
        ("lb+data", [false, false, false]),
        ("lb+ctrl", [false, false, false]),
    ];
    for (name, wanted) in published {
        assert_eq!(
            verdicts(&find(name).unwrap().uniform(Relaxed)),
            wanted,
            "{name}"
        );
    }
}

#[test]
fn release_and_acquire_do_what_was_published() {
    // x86 as above: the orderings cost no instruction. ARM: Pulte and others, POPL 2018: multicopy-atomic, and a store-release stays
    // before a later load-acquire that is `ldar`; but `ldapr`, which rustc emits for Apple's machines, may overtake it (the herdtools7
    // catalogue, SB+dmb.sy+rel-acqpc). RC11: Lahav and others, PLDI 2017, and the tests that it cites.
    let published = [
        ("mp", [false, false, false]),
        ("sb", [true, true, true]),
        ("s", [false, false, false]),
        ("r", [true, true, true]),
        ("2+2w", [false, false, true]),
        ("wrc", [false, false, false]),
        ("isa2", [false, false, false]),
        ("rwc", [true, true, true]),
        ("iriw", [false, false, true]),
        ("lb", [false, false, false]),
    ];
    for (name, wanted) in published {
        assert_eq!(
            verdicts(&find(name).unwrap().uniform(AcqRel)),
            wanted,
            "{name}"
        );
    }
}

#[test]
fn an_acquire_load_may_overtake_a_release_store_on_arm_only_as_ldapr() {
    for name in ["sb", "r", "rwc"] {
        let judged = judge(&find(name).unwrap().uniform(AcqRel));
        let allowed = judged.asked().allowed;
        assert_eq!(
            (allowed.armv8, allowed.armv8_3, allowed.armv8_0),
            (false, true, false),
            "{name}"
        );
        assert_eq!(allowed.on("aarch64"), Some(true), "{name}");
        let said = judged.asked().why.concat();
        assert!(
            said.contains("x86 and ARM where an Acquire load is `ldapr`:"),
            "{said}"
        );
    }
}

#[test]
fn a_store_behind_a_branch_is_no_load_buffering() {
    let verdict = |name: &str| {
        let judged = judge(&find(name).unwrap().uniform(Relaxed));
        let asked = judged.asked();
        (
            asked.allowed.load_buffering,
            asked.allowed.arm(),
            asked.why.concat(),
        )
    };
    let (buffered, arm, _) = verdict("lb");
    assert!(buffered && arm);
    for name in ["lb+data", "lb+ctrl"] {
        let (buffered, arm, said) = verdict(name);
        assert!(!buffered && !arm, "{name}");
        assert!(said.contains("out of thin air"), "{name}: {said}");
    }
}

/// What `judge` takes for granted when it counts everything after a branch as dependent on it.
#[test]
fn nothing_comes_after_the_end_of_a_branch() {
    fn last_only(block: &[Instruction]) -> bool {
        block
            .iter()
            .enumerate()
            .all(|(at, instruction)| match instruction {
                Instruction::If { then, .. } => at + 1 == block.len() && last_only(then),
                _ => true,
            })
    }
    for test in tests() {
        for thread in test.weakest().program.threads {
            assert!(last_only(&thread.body), "{}", test.name);
        }
    }
}

#[test]
fn seqcst_everywhere_forbids_every_weak_outcome_everywhere() {
    for test in tests() {
        assert_eq!(verdicts(&test.uniform(SeqCst)), [false; 3], "{}", test.name);
    }
}

#[test]
fn what_a_machine_does_rust_allows() {
    // With every choice of orderings: else rustc's translation of them would be wrong. Load buffering is the exception that RC11 makes.
    for test in tests().iter().filter(|test| test.readers == 1) {
        for choice in test.every_choice() {
            let judged = judge(&choice);
            for row in &judged.rows {
                let allowed = row.allowed;
                let by_machine = allowed.sc || allowed.x86_tso || allowed.arm();
                let by_rust = allowed.rc11 || allowed.load_buffering || judged.race.is_some();
                assert!(by_rust || !by_machine, "{choice}: {}", row.outcome);
                assert!(
                    !allowed.sc || allowed.x86_tso && allowed.arm(),
                    "{choice}: {}",
                    row.outcome
                );
            }
        }
    }
}

#[test]
fn every_outcome_is_explained() {
    for test in tests() {
        for choice in test.every_choice() {
            let judged = judge(&choice);
            assert_eq!(
                judged.rows.iter().filter(|row| row.asked).count(),
                1,
                "{choice}"
            );
            for row in &judged.rows {
                let said = row.why.join(" ");
                assert!(
                    (1..=2).contains(&row.why.len()) && said.ends_with('.'),
                    "{choice}: {}: {said}",
                    row.outcome
                );
                // The explanation of what is weak names the accesses that change places.
                assert!(
                    !said.contains("may show it."),
                    "{choice}: {}: {said}",
                    row.outcome
                );
                assert!(
                    !said.contains("``") && !said.contains("  "),
                    "{choice}: {}: {said}",
                    row.outcome
                );
            }
        }
    }
}

#[test]
fn explanations_say_what_happens() {
    let why = |name: &str, orderings: &str| {
        let choice = find(name).unwrap().parse(orderings).unwrap();
        judge(&choice).asked().why.join("\n")
    };
    assert_eq!(
        why("sb", "Relaxed"),
        "Nothing orders thread 1's `y.store(1, Relaxed)` before thread 0's `r0 = y.load(Relaxed)`, nor thread 0's `x.store(1, Relaxed)` \
         before thread 1's `r0 = x.load(Relaxed)`: the loads may read the initial values.\n\
         x86 and ARM: thread 0 loads y while its store to x is still in its store buffer; thread 1 loads x while its store to y is \
         still in its store buffer."
    );
    assert_eq!(
        why("mp", "Relaxed,Release,Relaxed,Relaxed"),
        "Nothing orders thread 0's `x.store(1, Relaxed)` before thread 1's `r1 = x.load(Relaxed)`: it may read the initial 0.\n\
         ARM: thread 1 may load x before it loads y."
    );
    assert_eq!(
        why("mp", "AcqRel"),
        "By release and acquire, thread 1's `r1 = x.load(Acquire)` comes after thread 0's `x.store(1, Release)` or what has seen it: it \
         cannot read the initial 0."
    );
    assert!(why("2+2w", "Relaxed").ends_with(
        "ARM: thread 0's store to y may reach memory before its store to x; thread 1's store to x may reach memory before its store to y."
    ));
    assert!(
        why("sb", "SeqCst").starts_with("All threads agree on one order of the SeqCst operations")
    );
    assert!(why("corr", "Relaxed").starts_with("One atomic by itself never goes backwards"));
    assert!(why("lb", "Relaxed").contains("load buffering"));
    assert!(why("lb+data", "Relaxed").contains("out of thin air"));
    assert!(why("iriw", "AcqRel").contains("Neither x86 nor ARM does this"));
}

#[test]
fn interleavings_are_told_in_an_order_that_gives_them() {
    let judged = judge(&find("mp+rs").unwrap().uniform(Relaxed));
    let row = judged
        .rows
        .iter()
        .find(|row| row.outcome.to_string() == "1:r0=0 2:r0=0 2:r1=0")
        .unwrap();
    assert_eq!(
        row.why.concat(),
        "In turn: thread 2 loads y = 0 and loads x = 0; then thread 0 stores x = 1; then thread 1 changes y from 0 to 1; then thread 0 stores y = 1.",
    );
}
