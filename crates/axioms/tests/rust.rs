//! RC11 on the classic litmus tests, and on what implementations of it get wrong.
//!
//! The counts are those of the trial that ENGINE.md's authors made, and follow from the definitions by hand.

use interleave_axioms::{Condition, Model, Program, analyse, classics};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

fn classic(name: &str) -> Program {
    classics::find(name)
        .unwrap_or_else(|| panic!("there is no test {name}"))
        .program()
}

/// Whether RC11 lets a classic test, with these orderings in the order of its text, have its weak outcome.
fn weak(name: &str, orderings: &[Ordering]) -> bool {
    let program = classic(name).with_orderings(orderings).unwrap();
    allowed(&program, classics::find(name).unwrap().weak)
}

fn weak_uniform(name: &str, ordering: Ordering) -> bool {
    allowed(
        &classic(name).with_uniform(ordering),
        classics::find(name).unwrap().weak,
    )
}

fn allowed(program: &Program, condition: &str) -> bool {
    let condition: Condition = condition.parse().unwrap();
    analyse(program, Model::Rc11)
        .outcomes
        .keys()
        .any(|outcome| condition.holds(outcome))
}

fn executions(program: &Program) -> u64 {
    analyse(program, Model::Rc11).executions
}

fn parse(text: &str) -> Program {
    text.parse().unwrap()
}

#[test]
fn known_counts() {
    assert_eq!(executions(&classic("sb")), 4);
    assert_eq!(executions(&classic("sb").with_uniform(AcqRel)), 4);
    assert_eq!(executions(&classic("sb").with_uniform(SeqCst)), 3);
    assert_eq!(executions(&classic("mp")), 4);
    assert_eq!(executions(&classic("mp").with_uniform(AcqRel)), 3);
    assert_eq!(executions(&classic("lb")), 3);
    assert_eq!(executions(&classic("iriw").with_uniform(AcqRel)), 16);
    assert_eq!(executions(&classic("iriw").with_uniform(SeqCst)), 15);
    assert_eq!(executions(&classic("2+2w")), 4);
    let mut stores = Program::new("four-stores");
    let x = stores.atomic("x", 0);
    for values in [[1, 2], [3, 4]] {
        stores.thread(|t| {
            values
                .into_iter()
                .for_each(|value| t.store(x, value, Relaxed))
        });
    }
    assert_eq!(executions(&stores), 6);
}

#[test]
fn read_modify_writes_on_one_atomic_are_ordered_in_every_way() {
    let factorial = |n: u64| (1..=n).product::<u64>();
    for (threads, times) in [
        (1, 1),
        (1, 4),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
        (3, 2),
        (4, 1),
        (5, 1),
        (6, 1),
    ] {
        let mut program = Program::new("fetch_add");
        let x = program.atomic("x", 0);
        for _ in 0..threads {
            program.thread(|t| {
                (0..times).for_each(|_| _ = t.fetch_add(x, 1, Relaxed));
            });
        }
        program.observe(x);
        let analysis = analyse(&program, Model::Rc11);
        assert_eq!(
            analysis.executions,
            factorial(threads * times) / factorial(times).pow(threads as u32)
        );
        assert!(
            analysis
                .outcomes
                .keys()
                .all(|outcome| outcome.memory[0].1 == (threads * times) as u32)
        );
    }
}

#[test]
fn message_passing_needs_release_and_acquire_on_the_flag_only() {
    assert!(weak("mp", &[Relaxed; 4]));
    assert!(weak("mp", &[Relaxed, Release, Relaxed, Relaxed]));
    assert!(weak("mp", &[Relaxed, Relaxed, Acquire, Relaxed]));
    assert!(weak("mp", &[SeqCst, Relaxed, Acquire, SeqCst]));
    assert!(!weak("mp", &[Relaxed, Release, Acquire, Relaxed]));
    assert!(!weak("mp", &[Relaxed, SeqCst, SeqCst, Relaxed]));
}

#[test]
fn fences_do_what_release_and_acquire_do() {
    let with = |release, acquire| {
        weak(
            "mp+fences",
            &[Relaxed, release, Relaxed, Relaxed, acquire, Relaxed],
        )
    };
    assert!(!with(Release, Acquire));
    assert!(!with(AcqRel, AcqRel));
    assert!(!with(SeqCst, SeqCst));
    assert!(with(Acquire, Acquire));
    assert!(with(Release, Release));
    // A fence on one side and an ordering on the other.
    assert!(!weak(
        "mp+fences",
        &[Relaxed, Release, Relaxed, Acquire, Release, Relaxed]
    ));
    assert!(!weak(
        "mp+fences",
        &[Relaxed, Acquire, Release, Relaxed, Acquire, Relaxed]
    ));
}

#[test]
fn a_release_sequence_runs_through_read_modify_writes_of_any_thread_and_ordering() {
    assert!(!weak(
        "mp+rs",
        &[Relaxed, Release, Relaxed, Acquire, Relaxed]
    ));
    assert!(weak(
        "mp+rs",
        &[Relaxed, Release, Relaxed, Relaxed, Relaxed]
    ));
    // Without a release at its head there is none, whatever the read-modify-write is: it has not seen the data itself.
    assert!(weak(
        "mp+rs",
        &[Relaxed, Relaxed, Release, Acquire, Relaxed]
    ));
    assert!(weak("mp+rs", &[Relaxed, Relaxed, AcqRel, Acquire, Relaxed]));
}

#[test]
fn a_plain_store_ends_a_release_sequence_even_in_the_same_thread() {
    // C++20, P0982R1. In C++11 the second store belonged to the release sequence of the first.
    let program = parse(
        "litmus same-thread; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); y.store(1, Release); y.store(2, Relaxed); }
         thread { r0 = y.load(Acquire); r1 = x.load(Relaxed); }",
    );
    assert!(allowed(&program, "1:r0=2 1:r1=0"));
    assert!(!allowed(&program, "1:r0=1 1:r1=0"));
}

#[test]
fn store_buffering_needs_seqcst_everywhere() {
    assert!(weak_uniform("sb", AcqRel));
    assert!(!weak_uniform("sb", SeqCst));
    for place in 0..4 {
        let mut orderings = [SeqCst; 4];
        orderings[place] = Relaxed;
        assert!(weak("sb", &orderings), "the access {place} is Relaxed");
    }
}

#[test]
fn seqcst_fences_order_what_is_around_them() {
    let with = |first, second| {
        weak(
            "sb+fences",
            &[Relaxed, first, Relaxed, Relaxed, second, Relaxed],
        )
    };
    assert!(!with(SeqCst, SeqCst));
    assert!(with(SeqCst, AcqRel));
    assert!(with(AcqRel, AcqRel));
}

#[test]
fn a_seqcst_fence_on_one_side_and_seqcst_accesses_on_the_other_do_order() {
    assert!(!weak(
        "sb+fences",
        &[Relaxed, SeqCst, Relaxed, SeqCst, AcqRel, SeqCst]
    ));
    // But each half must be complete: an access on the one side alone is not enough.
    assert!(weak(
        "sb+fences",
        &[Relaxed, SeqCst, Relaxed, SeqCst, AcqRel, Relaxed]
    ));
    assert!(weak(
        "sb+fences",
        &[Relaxed, SeqCst, Relaxed, Relaxed, AcqRel, SeqCst]
    ));
}

#[test]
fn a_seqcst_read_modify_write_is_not_a_fence() {
    let program = |rmw: &str| {
        parse(&format!(
            "litmus rmw-fence; atomic x = 0; atomic y = 0; atomic p = 0; atomic q = 0;
             thread {{ x.store(1, Relaxed); r0 = p.{rmw}; r1 = y.load(Relaxed); }}
             thread {{ y.store(1, Relaxed); r0 = q.{rmw}; r1 = x.load(Relaxed); }}"
        ))
    };
    assert!(allowed(&program("fetch_add(1, SeqCst)"), "0:r1=0 1:r1=0"));
    // On the location itself it is stronger than a store: as the store of store buffering it has the SeqCst loads to pair with.
    let sb = |load: &str| {
        parse(&format!(
            "litmus sb-rmw; atomic x = 0; atomic y = 0;
             thread {{ r0 = x.swap(1, SeqCst); r1 = y.load({load}); }}
             thread {{ r0 = y.swap(1, SeqCst); r1 = x.load({load}); }}"
        ))
    };
    assert!(!allowed(&sb("SeqCst"), "0:r1=0 1:r1=0"));
    assert!(allowed(&sb("Acquire"), "0:r1=0 1:r1=0"));
    // Both threads touching the same read-modify-written location do synchronise.
    let shared = parse(
        "litmus rmw-shared; atomic x = 0; atomic y = 0; atomic p = 0;
         thread { x.store(1, Relaxed); r0 = p.fetch_add(1, AcqRel); r1 = y.load(Relaxed); }
         thread { y.store(1, Relaxed); r0 = p.fetch_add(1, AcqRel); r1 = x.load(Relaxed); }",
    );
    assert!(!allowed(&shared, "0:r1=0 1:r1=0"));
}

#[test]
fn a_failed_compare_exchange_is_a_read_with_the_failure_ordering() {
    // It may read an old value, as any load may.
    let old = parse(
        "litmus cas-old; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); y.store(1, Release); }
         thread { r0 = y.load(Relaxed); r1 = x.compare_exchange(7, 8, SeqCst, Relaxed); }
         observe x;",
    );
    assert!(allowed(&old, "1:r0=1 1:r1=0 x=1"));
    let flag = |success: &str, failure: &str| {
        parse(&format!(
            "litmus cas-flag; atomic x = 0; atomic y = 0;
             thread {{ x.store(1, Relaxed); y.store(1, Release); }}
             thread {{ r0 = y.compare_exchange(0, 2, {success}, {failure}); r1 = x.load(Relaxed); }}"
        ))
    };
    assert!(allowed(&flag("SeqCst", "Relaxed"), "1:r0=1 1:r1=0"));
    assert!(!allowed(&flag("Relaxed", "Acquire"), "1:r0=1 1:r1=0"));
    // It writes nothing, so it is no part of modification order: three executions of these two threads, not four.
    let silent = parse(
        "litmus cas-silent; atomic x = 0;
         thread { r0 = x.compare_exchange(5, 6, SeqCst, SeqCst); }
         thread { x.store(1, Relaxed); }",
    );
    assert_eq!(executions(&silent), 2);
}

#[test]
fn a_weak_compare_exchange_may_fail_though_the_value_is_the_expected_one() {
    let text = "litmus cas; atomic x = 0; thread { r0 = x.compare_exchange(0, 1, SeqCst, SeqCst); } observe x;";
    let weak = text.replace("exchange", "exchange_weak");
    assert!(!allowed(&parse(text), "0:r0=0 x=0"));
    assert!(allowed(&parse(&weak), "0:r0=0 x=0"));
    assert_eq!(executions(&parse(&weak)), 2);
}

#[test]
fn modification_order_is_not_execution_order() {
    // The store of thread 1 may come before one that thread 0's load has already read past.
    let program = parse(
        "litmus mo; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); y.store(1, Relaxed); }
         thread { r0 = y.load(Relaxed); x.store(2, Relaxed); }
         observe x;",
    );
    assert!(allowed(&program, "1:r0=1 x=1"));
    assert!(!allowed(&program.with_uniform(AcqRel), "1:r0=1 x=1"));
    let swap = parse(
        "litmus mo-rmw; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); y.store(1, Relaxed); }
         thread { r0 = y.load(Relaxed); r1 = x.swap(2, Relaxed); }
         observe x;",
    );
    assert!(allowed(&swap, "1:r0=1 1:r1=0 x=1"));
}

#[test]
fn coherence_holds_for_relaxed_accesses() {
    for name in ["corr", "coww", "corw", "cowr"] {
        assert!(!weak_uniform(name, Relaxed), "{name}");
    }
}

#[test]
fn causality_needs_release_and_acquire_at_each_hop() {
    for name in ["wrc", "isa2", "s"] {
        assert!(weak_uniform(name, Relaxed), "{name}");
        assert!(!weak_uniform(name, AcqRel), "{name}");
    }
    // The first hop of WRC needs none: what thread 1 read of x is coherent with what thread 2 reads of x afterwards.
    assert!(!weak("wrc", &[Relaxed, Relaxed, Release, Acquire, Relaxed]));
    // The first hop of ISA2 does: thread 1 has read nothing of x.
    assert!(weak(
        "isa2",
        &[Relaxed, Release, Relaxed, Release, Acquire, Relaxed]
    ));
    assert!(weak(
        "isa2",
        &[Relaxed, Relaxed, Acquire, Release, Acquire, Relaxed]
    ));
}

#[test]
fn only_seqcst_gives_all_threads_one_order() {
    for name in ["iriw", "rwc", "r", "2+2w", "sb"] {
        assert!(weak_uniform(name, AcqRel), "{name}");
        assert!(!weak_uniform(name, SeqCst), "{name}");
    }
    // The stores of IRIW must be SeqCst too.
    assert!(weak(
        "iriw",
        &[Relaxed, Relaxed, SeqCst, SeqCst, SeqCst, SeqCst]
    ));
    // A SeqCst fence between the two loads of each reader does it as well (RC11 restored this: psc_F).
    let fences = parse(
        "litmus iriw+fences; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); }
         thread { y.store(1, Relaxed); }
         thread { r0 = x.load(Relaxed); fence(SeqCst); r1 = y.load(Relaxed); }
         thread { r0 = y.load(Relaxed); fence(SeqCst); r1 = x.load(Relaxed); }",
    );
    assert!(!allowed(&fences, "2:r0=1 2:r1=0 3:r0=1 3:r1=0"));
}

#[test]
fn seqcst_and_weaker_accesses_mix_as_in_the_paper() {
    // IRIW-acq-sc of the RC11 paper: SeqCst stores, and readers whose first load is only Acquire. C11 forbade it, Power's
    // hardware did it, RC11 allows it.
    assert!(weak(
        "iriw",
        &[SeqCst, SeqCst, Acquire, SeqCst, Acquire, SeqCst]
    ));
    // Z6.U of the RC11 paper: allowed by RC11, forbidden by C11.
    let z6u = parse(
        "litmus z6.u; atomic x = 0; atomic y = 0;
         thread { x.store(1, SeqCst); y.store(1, Release); }
         thread { r0 = y.fetch_add(1, SeqCst); r1 = y.load(Relaxed); }
         thread { y.store(3, SeqCst); r0 = x.load(SeqCst); }",
    );
    assert!(allowed(&z6u, "1:r0=1 1:r1=3 2:r0=0"));
    // RWC+syncs of the RC11 paper: SeqCst fences between the accesses of the last two threads forbid it.
    let rwc = parse(
        "litmus rwc+fences; atomic x = 0; atomic y = 0;
         thread { x.store(1, Relaxed); }
         thread { r0 = x.load(Relaxed); fence(SeqCst); r1 = y.load(Relaxed); }
         thread { y.store(1, Relaxed); fence(SeqCst); r0 = x.load(Relaxed); }",
    );
    assert!(!allowed(&rwc, "1:r0=1 1:r1=0 2:r0=0"));
    // W+RWC of the RC11 paper: release and acquire between the first two threads.
    let w_rwc = parse(
        "litmus w+rwc+fences; atomic x = 0; atomic y = 0; atomic z = 0;
         thread { x.store(1, Relaxed); z.store(1, Release); }
         thread { r0 = z.load(Acquire); fence(SeqCst); r1 = y.load(Relaxed); }
         thread { y.store(1, Relaxed); fence(SeqCst); r0 = x.load(Relaxed); }",
    );
    assert!(!allowed(&w_rwc, "1:r0=1 1:r1=0 2:r0=0"));
}

#[test]
fn load_buffering_and_thin_air_are_not_produced() {
    for name in ["lb", "lb+data", "lb+ctrl"] {
        assert!(!weak_uniform(name, Relaxed), "{name}");
    }
}

#[test]
fn plain_data_behind_a_relaxed_flag_is_a_data_race() {
    let racy = |program: &Program| analyse(program, Model::Rc11).race.is_some();
    assert!(racy(&classic("mp+cell")));
    assert!(racy(
        &classic("mp+cell")
            .with_orderings(&[Release, Relaxed])
            .unwrap()
    ));
    assert!(racy(
        &classic("mp+cell")
            .with_orderings(&[Relaxed, Acquire])
            .unwrap()
    ));
    assert!(!racy(
        &classic("mp+cell")
            .with_orderings(&[Release, Acquire])
            .unwrap()
    ));
    let lock = |success, unlock| [success, Relaxed, unlock, success, Relaxed, unlock];
    assert!(!racy(
        &classic("cas-lock")
            .with_orderings(&lock(Acquire, Release))
            .unwrap()
    ));
    assert!(racy(
        &classic("cas-lock")
            .with_orderings(&lock(Relaxed, Release))
            .unwrap()
    ));
    assert!(racy(
        &classic("cas-lock")
            .with_orderings(&lock(Acquire, Relaxed))
            .unwrap()
    ));
    let held = analyse(&classic("cas-lock").with_uniform(AcqRel), Model::Rc11);
    let both_in = classics::find("cas-lock").unwrap().weak();
    assert!(!held.outcomes.keys().any(|outcome| both_in.holds(outcome)));
}

#[test]
fn threads_lock_a_mutex_in_every_order_and_what_it_guards_does_not_race() {
    for threads in 1..=3 {
        let mut program = Program::new("locked");
        let (m, d) = (program.mutex("m"), program.cell("d", 0));
        for thread in 0..threads {
            program.thread(|t| {
                t.locked(m, |t| {
                    t.read(d);
                    t.write(d, thread + 1);
                });
            });
        }
        let analysis = analyse(&program, Model::Rc11);
        assert_eq!(
            analysis.executions,
            (1..=u64::from(threads)).product::<u64>()
        );
        assert!(analysis.race.is_none());
    }
    let half = parse(
        "litmus half-locked; mutex m; cell d = 0;
         thread { lock m { d.write(1); } }
         thread { r0 = d.read(); }",
    );
    assert!(analyse(&half, Model::Rc11).race.is_some());
    // A lock is no fence for what is around it: the stores may be seen late, though the critical sections are in order.
    let around = parse(
        "litmus sb+locks; atomic x = 0; atomic y = 0; mutex m;
         thread { x.store(1, Relaxed); lock m { } r0 = y.load(Relaxed); }
         thread { y.store(1, Relaxed); lock m { } r0 = x.load(Relaxed); }",
    );
    assert!(!allowed(&around, "0:r0=0 1:r0=0"));
    let two = parse(
        &around
            .to_string()
            .replace("mutex m;", "mutex m;\nmutex n;")
            .replacen("lock m", "lock n", 1),
    );
    assert!(allowed(&two, "0:r0=0 1:r0=0"));
}

#[test]
fn some_races_show_only_in_weak_executions() {
    // Under SC one of the two loads reads 1, so at most one thread writes the cell.
    let dekker = parse(
        "litmus dekker; atomic x = 0; atomic y = 0; cell d = 0;
         thread { x.store(1, Relaxed); r0 = y.load(Relaxed); if r0 == 0 { d.write(1); } }
         thread { y.store(1, Relaxed); r0 = x.load(Relaxed); if r0 == 0 { d.write(2); } }",
    );
    assert!(analyse(&dekker, Model::Rc11).race.is_some());
    assert!(
        analyse(&dekker.with_uniform(AcqRel), Model::Rc11)
            .race
            .is_some()
    );
    assert!(
        analyse(&dekker.with_uniform(SeqCst), Model::Rc11)
            .race
            .is_none()
    );
}

#[test]
fn the_weakest_classics_have_their_weak_outcome_unless_coherence_or_no_thin_air_forbids_it() {
    let forbidden = [
        "corr",
        "coww",
        "corw",
        "cowr",
        "lb",
        "lb+data",
        "lb+ctrl",
        "mp+fences",
        "sb+fences",
    ];
    for classic in classics::ALL {
        let program = classic.program();
        assert_eq!(
            allowed(&program, classic.weak),
            !forbidden.contains(&classic.name),
            "{}",
            classic.name
        );
    }
}
