//! The checker against plain enumeration of interleavings, on thousands of random programs over locks, condition variables, channels,
//! barriers, park tokens, once-cells and SeqCst atomics: the same outcomes, and a deadlock exactly where there is one.
//!
//! `ORACLE_PROGRAMS=100000` makes it thousands more.

mod objects;

use objects::Family::{
    Atomic, Barrier, Channel, Condvar, CondvarTimeout, Mutex, Once, Park, Rendezvous, RwLock,
    SyncChannel, TryLock, TryRwLock,
};
use objects::{Claim, Family, agree, machine, random};

fn agree_on_random(families: &[Family], claim: Claim, default: u64) {
    let programs = std::env::var("ORACLE_PROGRAMS")
        .map_or(default, |n| n.parse().expect("ORACLE_PROGRAMS is a number"));
    let mut deadlocks = 0;
    for seed in 0..programs {
        let program = random(seed, families);
        deadlocks += u64::from(machine::explore(&program, false).deadlock);
        agree(&program, claim);
    }
    assert!(
        deadlocks < programs * 9 / 10,
        "{deadlocks} of {programs} deadlock: the others show too little"
    );
}

#[test]
fn mutexes_and_atomics_have_each_order_of_locks_once() {
    agree_on_random(&[Mutex, Mutex, Atomic], Claim::SameCount, 2000);
}

#[test]
fn mutexes_alone_have_each_order_of_locks_once() {
    agree_on_random(&[Mutex], Claim::SameCount, 1000);
}

#[test]
fn try_lock_has_each_order_once() {
    agree_on_random(&[Mutex, TryLock], Claim::SameCount, 1500);
}

#[test]
fn rwlocks_have_each_order_once() {
    agree_on_random(&[RwLock], Claim::SameCount, 1500);
}

#[test]
fn rwlocks_that_are_tried_have_each_order_once() {
    agree_on_random(&[RwLock, RwLock, TryRwLock], Claim::SameCount, 1500);
}

#[test]
fn rwlocks_and_mutexes_have_each_order_once() {
    agree_on_random(&[RwLock, Mutex, TryLock], Claim::SameCount, 1000);
}

#[test]
fn condition_variables() {
    agree_on_random(&[Mutex, Condvar, Condvar], Claim::Same, 2000);
}

#[test]
fn condition_variables_with_time_outs() {
    agree_on_random(
        &[Mutex, Condvar, CondvarTimeout, CondvarTimeout],
        Claim::Same,
        500,
    );
}

#[test]
fn channels() {
    agree_on_random(&[Channel], Claim::Same, 1500);
}

#[test]
fn bounded_channels() {
    agree_on_random(&[SyncChannel], Claim::Same, 1500);
}

#[test]
fn rendezvous_channels() {
    agree_on_random(&[Rendezvous], Claim::Same, 1500);
}

#[test]
fn channels_and_mutexes() {
    agree_on_random(
        &[Channel, SyncChannel, Rendezvous, Mutex],
        Claim::Same,
        1000,
    );
}

#[test]
fn barriers() {
    agree_on_random(&[Barrier, Barrier, Mutex], Claim::Same, 1000);
}

#[test]
fn park_and_unpark() {
    agree_on_random(&[Park, Park, Mutex], Claim::Same, 1500);
}

#[test]
fn once_cells() {
    agree_on_random(&[Once, Once, Mutex], Claim::Same, 1000);
}

#[test]
fn everything_without_atomics() {
    let families = [
        Mutex,
        TryLock,
        RwLock,
        TryRwLock,
        Condvar,
        CondvarTimeout,
        Channel,
        SyncChannel,
        Rendezvous,
        Barrier,
        Park,
        Once,
    ];
    agree_on_random(&families, Claim::Same, 3000);
}

#[test]
fn everything_with_atomics_has_every_outcome_of_the_interleavings() {
    let families = [
        Mutex,
        TryLock,
        RwLock,
        TryRwLock,
        Condvar,
        CondvarTimeout,
        Channel,
        SyncChannel,
        Rendezvous,
        Barrier,
        Park,
        Once,
        Atomic,
        Atomic,
        Atomic,
    ];
    agree_on_random(&families, Claim::AtLeast, 2000);
}
