//! std's own documented examples of what the mirror replaces, run against the mirror: with real threads, and in the model.
//!
//! They were taken from the doc comments of std 1.95.0 by a script, as they stand there. Left out are those that need unstable
//! features, that must not compile, or that name nothing of the mirror. How each is marked says what it is expected to do:
//!
//! - nothing: it passes with real threads, and no execution of it fails;
//! - `model`: the same, but only in the model, because with real threads it sleeps;
//! - `native`: only with real threads, because it is too long for the model;
//! - `panics`: it panics in either;
//! - `relies_on_time`: a sleep orders its steps, so the model finds an execution in which it fails;
//! - `compiles`: it is not run: it replaces the process's panic hook or needs std's memory layout.
// The examples are std's, not ours to tidy up.
#![allow(
    unused,
    deprecated,
    static_mut_refs,
    clippy::all,
    clippy::undocumented_unsafe_blocks,
    unreachable_pub
)]

extern crate interleave as std;

use std::{Explorer, FailureKind};

/// Executions of one example that are tried: a few start ten threads, and have millions.
const MOST: u64 = 200;

fn verify(example: fn()) {
    let report = Explorer::new().max_executions(MOST).explore(example);
    if let Some(failure) = report.failure() {
        panic!("{failure}");
    }
}

fn find_panic(example: fn()) {
    let report = Explorer::new().max_executions(MOST).explore(example);
    let failure = report.failure().expect("an execution that fails");
    assert_eq!(failure.kind(), FailureKind::Panic, "{failure}");
}

macro_rules! example {
    (@module $name:ident $body:block $($test:item)*) => {
        mod $name {
            use std::{dbg, eprintln, print, println, thread_local};
            fn example() $body
            $($test)*
        }
    };
    (model $name:ident $body:block) => {
        example!(@module $name $body
            #[test]
            fn model() {
                crate::verify(example);
            }
        );
    };
    (native $name:ident $body:block) => {
        example!(@module $name $body
            #[test]
            fn native() {
                example();
            }
        );
    };
    (panics $name:ident $body:block) => {
        example!(@module $name $body
            #[test]
            #[should_panic]
            fn native() {
                example();
            }
            #[test]
            fn model() {
                crate::find_panic(example);
            }
        );
    };
    (relies_on_time $name:ident $body:block) => {
        example!(@module $name $body
            #[test]
            fn model() {
                crate::find_panic(example);
            }
        );
    };
    (compiles $name:ident $body:block) => {
        example!(@module $name $body);
    };
    ($name:ident $body:block) => {
        example!(@module $name $body
            #[test]
            fn native() {
                example();
            }
            #[test]
            fn model() {
                crate::verify(example);
            }
        );
    };
}

mod atomic;
mod atomic_int;
mod atomic_ptr;
mod barrier;
mod cell;
mod condvar;
mod local;
mod mpsc;
mod mutex;
mod once;
mod panic;
mod rwlock;
mod thread;
mod time;
