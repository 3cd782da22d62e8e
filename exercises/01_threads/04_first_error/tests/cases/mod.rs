//! What `write_all` must do, in every execution.

use crate::subject::{self, Failed, Part};
use std as interleave;
use std::any::Any;
use std::hint::black_box;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// The code of an error that the operating system might give: it tells whether the error came through as it was.
const DISK_FULL: i32 = 28;

/// What became of the call: it returned, or it panicked.
fn call<const N: usize>(parts: [Part; N]) -> Result<Result<u64, Failed>, Box<dyn Any + Send>> {
    panic::catch_unwind(AssertUnwindSafe(|| subject::write_all(Vec::from(parts))))
}

/// Calls `write_all` with parts of which none panics.
fn write_all<const N: usize>(parts: [Part; N]) -> Result<u64, Failed> {
    call(parts).unwrap_or_else(|_| panic!("`write_all` panicked, though none of the parts does"))
}

fn fails(why: &'static str) -> Part {
    Part::new(move || Err(io::Error::other(why)))
}

/// The errors in the order in which they are reported: the first, then the others.
fn errors(failed: Result<u64, Failed>) -> Vec<String> {
    match failed {
        Ok(_) => Vec::new(),
        Err(Failed { first, others }) => std::iter::once(first)
            .chain(others)
            .map(|error| error.to_string())
            .collect(),
    }
}

/// The payload of the panic with which `write_all` must end.
fn payload_of<const N: usize>(parts: [Part; N]) -> Box<dyn Any + Send> {
    match call(parts) {
        Err(payload) => payload,
        Ok(result) => panic!(
            "one of the parts panics, and `write_all` returned {result:?}: the panic is swallowed, \
             and a mistake in the program looks like success, or like an error of the disk"
        ),
    }
}

#[test]
fn the_result_is_the_sum() {
    interleave::check(|| {
        let written = write_all([
            Part::new(|| Ok(300)),
            Part::new(|| Ok(20)),
            Part::new(|| Ok(1)),
        ]);
        assert_eq!(
            written.ok(),
            Some(321),
            "three parts return Ok(300), Ok(20) and Ok(1)"
        );
        assert_eq!(write_all([]).ok(), Some(0), "there are no parts at all");
    });
}

#[test]
fn an_error_comes_through_as_it_is() {
    interleave::check(|| {
        let written = write_all([
            Part::new(|| Ok(300)),
            Part::new(|| Err(io::Error::from_raw_os_error(DISK_FULL))),
        ]);
        let Err(Failed { first, others }) = written else {
            panic!("the second part returns an error, and `write_all` returned {written:?}");
        };
        assert_eq!(
            first.raw_os_error(),
            Some(DISK_FULL),
            "the code of the operating system in `first`: it must be the error that the part \
             returned, not a new one"
        );
        assert!(
            others.is_empty(),
            "one part failed, and `others` is {others:?}"
        );
    });
}

#[test]
fn no_error_is_lost() {
    interleave::check(|| {
        let written = write_all([
            fails("disk full"),
            fails("no such folder"),
            fails("too long"),
        ]);
        let errors = errors(written);
        for why in ["disk full", "no such folder", "too long"] {
            assert!(
                errors.iter().any(|error| error == why),
                "an error was lost: three parts fail, and the one with {why:?} is not among the \
                 errors, which are {errors:?}"
            );
        }
        assert_eq!(errors.len(), 3, "three parts fail, once each: {errors:?}");
    });
}

#[test]
fn errors_are_in_the_order_of_the_list() {
    interleave::check(|| {
        let written = write_all([fails("disk full"), Part::new(|| Ok(1)), fails("too long")]);
        assert_eq!(
            errors(written),
            ["disk full", "too long"],
            "`first` is the error of the part that stands first in the list, not of the one that \
             failed first in time; then come the others, in the order of the list"
        );
    });
    interleave::check(|| {
        let written = write_all([
            fails("too long"),
            fails("disk full"),
            fails("no such folder"),
        ]);
        assert_eq!(
            errors(written),
            ["too long", "disk full", "no such folder"],
            "three parts fail: `first`, and then `others`, which is in the order of the list as well"
        );
    });
}

#[test]
fn all_parts_have_ended_when_it_returns() {
    interleave::check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let its = Arc::clone(&ended);
        let written = write_all([
            fails("disk full"),
            Part::new(move || {
                its.fetch_add(1, Ordering::SeqCst);
                Ok(1)
            }),
        ]);
        assert_eq!(
            ended.load(Ordering::SeqCst),
            1,
            "a part was still writing when `write_all` returned {written:?}: all threads must be \
             joined, whatever the first ones returned"
        );
    });
}

#[test]
fn a_panic_is_passed_on() {
    interleave::check(|| {
        // `black_box` keeps the compiler from formatting the text beforehand.
        let payload = payload_of([
            Part::new(|| Ok(300)),
            Part::new(|| panic!("part {} has no name", black_box(2))),
        ]);
        let message = payload.downcast_ref::<String>().map(String::as_str);
        assert_eq!(
            message,
            Some("part 2 has no name"),
            "the message of the panic with which `write_all` ends: it must have the payload of the \
             part's panic. `unwrap` and `expect` make a new one; look at `resume_unwind`"
        );
    });
}

#[test]
fn a_panic_goes_before_an_error() {
    interleave::check(|| {
        let payload = payload_of([
            fails("disk full"),
            Part::new(|| panic::panic_any(7_u8)),
            Part::new(|| panic::panic_any(8_u8)),
        ]);
        assert_eq!(
            payload.downcast_ref::<u8>(),
            Some(&7),
            "the first part returns an error, the second panics with 7, the third with 8: the \
             payload of the panic with which `write_all` ends is that of the first panic in the \
             list"
        );
    });
}

#[test]
fn all_parts_have_ended_when_it_panics() {
    interleave::check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let its = Arc::clone(&ended);
        payload_of([
            Part::new(|| panic!("no name")),
            Part::new(move || {
                its.fetch_add(1, Ordering::SeqCst);
                Ok(1)
            }),
        ]);
        assert_eq!(
            ended.load(Ordering::SeqCst),
            1,
            "a part was still writing when `write_all` panicked: the panic is passed on when all \
             threads have been joined, not before"
        );
    });
}

#[test]
fn all_parts_are_at_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test each part waits in the middle for all the others. It waits for one that \
             cannot begin. Is a thread joined before the last one is started? Is there a lock that \
             a part holds while it writes?",
        )
        .check(|| {
            let all = Arc::new(Barrier::new(3));
            let part = || {
                let all = Arc::clone(&all);
                Part::new(move || {
                    all.wait();
                    Ok(1)
                })
            };
            drop(write_all([part(), part(), part()]));
        });
}

#[test]
fn each_part_has_a_new_thread() {
    interleave::check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let part = || {
            let seen = Arc::clone(&seen);
            Part::new(move || {
                seen.lock().unwrap().push(thread::current().id());
                Ok(1)
            })
        };
        drop(write_all([part(), part()]));
        let seen = seen.lock().unwrap();
        assert!(
            !seen.contains(&thread::current().id()),
            "a part was written on the thread that called `write_all`: each needs a new thread"
        );
        assert!(
            seen.len() == 2 && seen[0] != seen[1],
            "the two parts were written on the same thread: each needs a thread of its own"
        );
    });
}
