//! A meeting takes place exactly when all workers can be in the operation at once.
use std::sync::Mutex;
use std::thread;

use native_checks::workers::{Meeting, NotAtOnce, at_once};
use rayon::prelude::*;

const ITEMS: u64 = 10_000;

fn sum_of(meeting: &Meeting, numbers: impl ParallelIterator<Item = u64>) -> u64 {
    numbers
        .map(|number| {
            meeting.meet();
            number
        })
        .sum()
}

#[test]
fn all_workers_of_a_parallel_iterator_meet() {
    for workers in 1..=8 {
        for _ in 0..20 {
            let met = at_once(workers, |meeting| {
                sum_of(meeting, (0..ITEMS).into_par_iter())
            });
            assert_eq!(met, Ok(ITEMS * (ITEMS - 1) / 2), "{workers} workers");
        }
    }
}

#[test]
fn halves_of_halves_meet() {
    fn sum(meeting: &Meeting, numbers: &[u64]) -> u64 {
        if numbers.len() <= 1_000 {
            meeting.meet();
            return numbers.iter().sum();
        }
        let (left, right) = numbers.split_at(numbers.len() / 2);
        let (left, right) = rayon::join(|| sum(meeting, left), || sum(meeting, right));
        left + right
    }
    let numbers: Vec<u64> = (0..ITEMS).collect();
    for _ in 0..50 {
        assert!(at_once(4, |meeting| sum(meeting, &numbers)).is_ok());
    }
}

#[test]
fn a_bridged_iterator_meets() {
    for _ in 0..50 {
        assert!(at_once(4, |meeting| sum_of(meeting, (0..ITEMS).par_bridge())).is_ok());
    }
}

#[test]
fn one_thread_alone_is_found_out_without_a_clock() {
    let met = at_once(4, |meeting| (0..ITEMS).for_each(|_| meeting.meet()));
    let Err(NotAtOnce::TooFew { inside, idle }) = &met else {
        panic!("{met:?}")
    };
    assert_eq!((inside.len(), idle.len()), (1, 3));
    let text = met.unwrap_err().to_string();
    assert!(text.contains("only 1 of 4 workers"), "{text}");
}

#[test]
fn two_halves_are_too_few_for_four_workers() {
    let met = at_once(4, |meeting| {
        rayon::join(|| meeting.meet(), || meeting.meet());
    });
    let Err(NotAtOnce::TooFew { inside, idle }) = &met else {
        panic!("{met:?}")
    };
    assert_eq!((inside.len(), idle.len()), (2, 2));
}

#[test]
fn a_lock_around_the_operation_keeps_the_others_out() {
    let lock = Mutex::new(());
    let met = at_once(2, |meeting| {
        rayon::broadcast(|_| {
            let _guard = lock.lock();
            meeting.meet();
        });
    });
    assert!(matches!(met, Err(NotAtOnce::KeptOut { .. })), "{met:?}");
}

#[test]
fn a_thread_outside_the_pool_is_named() {
    let met = at_once(2, |meeting| {
        thread::scope(|scope| {
            thread::Builder::new()
                .name("mine".into())
                .spawn_scoped(scope, || meeting.meet())
                .unwrap();
        });
    });
    assert_eq!(
        met,
        Err(NotAtOnce::Outside {
            thread: "thread `mine`".into()
        })
    );
}

#[test]
fn an_operation_that_is_never_called_is_noticed() {
    assert_eq!(at_once(2, |_| ()), Err(NotAtOnce::NeverCalled));
}

#[test]
#[should_panic(expected = "the function's own panic")]
fn a_panic_of_the_function_comes_through() {
    let _ = at_once(2, |_| panic!("the function's own panic"));
}
