//! What `run_all` must do, in every execution.

use crate::subject::{self, Job, NO_TEXT, Report};
use std as interleave;
use std::hint::black_box;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Calls `run_all`, and names the mistake when it panics itself.
fn run_all<const N: usize>(jobs: [Job; N]) -> Report {
    panic::catch_unwind(AssertUnwindSafe(|| subject::run_all(Vec::from(jobs)))).unwrap_or_else(
        |_| {
            panic!(
                "`run_all` panicked itself: a job's panic is to be reported, and `join` hands it \
                 over as an `Err`"
            )
        },
    )
}

fn finished<const N: usize>(jobs: [(&str, u32); N]) -> Vec<(String, u32)> {
    jobs.map(|(name, value)| (name.to_string(), value)).into()
}

fn panicked<const N: usize>(jobs: [(&str, &str); N]) -> Vec<(String, String)> {
    jobs.map(|(name, message)| (name.to_string(), message.to_string()))
        .into()
}

#[test]
fn what_returns_is_reported_in_order() {
    interleave::check(|| {
        let report = run_all([
            Job::new("c", || 1),
            Job::new("a", || 2),
            Job::new("b", || 3),
        ]);
        assert_eq!(
            report.finished,
            finished([("c", 1), ("a", 2), ("b", 3)]),
            "the jobs c, a and b return 1, 2 and 3: `finished` is in the order of the jobs, \
             whichever is done first, and whatever their names are"
        );
        assert_eq!(report.panicked, [], "and none of them panics");
    });
}

#[test]
fn a_panic_is_reported_with_its_message() {
    interleave::check(|| {
        let report = run_all([Job::new("rotate", || panic!("not a picture"))]);
        assert_eq!(
            report.panicked,
            panicked([("rotate", "not a picture")]),
            "a job panics with a plain text, which is a `&str`: the report holds the job's name \
             and that text"
        );
        assert_eq!(report.finished, [], "and it returns nothing");
    });
}

#[test]
fn a_formatted_message_is_kept() {
    interleave::check(|| {
        // `black_box` keeps the compiler from formatting the text beforehand.
        let report = run_all([Job::new("rotate", || panic!("error {}", black_box(404)))]);
        assert_eq!(
            report.panicked,
            panicked([("rotate", "error 404")]),
            "a job panics with a formatted message: the payload of such a panic is a `String`"
        );
    });
}

#[test]
fn a_payload_that_is_not_text_is_reported_as_such() {
    interleave::check(|| {
        let report = run_all([Job::new("rotate", || panic::panic_any(7_u8))]);
        assert_eq!(
            report.panicked,
            panicked([("rotate", NO_TEXT)]),
            "a job panics with a payload that is no text: it is reported as `NO_TEXT`"
        );
    });
}

#[test]
fn no_other_job_is_lost() {
    interleave::check(|| {
        let report = run_all([
            Job::new("a", || 1),
            Job::new("b", || panic!("no flour")),
            Job::new("c", || 3),
        ]);
        assert_eq!(
            report,
            Report {
                finished: finished([("a", 1), ("c", 3)]),
                panicked: panicked([("b", "no flour")]),
            },
            "a returns 1, b panics, c returns 3: a panic may cost no other job its turn or its \
             result, whether it stands before or after"
        );
    });
}

#[test]
fn each_of_several_panics_is_reported_in_order() {
    interleave::check(|| {
        let report = run_all([
            Job::new("c", || panic!("no water")),
            Job::new("b", || 2),
            Job::new("a", || panic!("no flour")),
        ]);
        assert_eq!(
            report,
            Report {
                finished: finished([("b", 2)]),
                panicked: panicked([("c", "no water"), ("a", "no flour")]),
            },
            "c panics, b returns 2, a panics: each is reported, and each list is in the order of \
             the jobs"
        );
    });
}

#[test]
fn all_jobs_are_at_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test each job waits in the middle for all the others. It waits for one that \
             cannot begin. Are the jobs on the same thread? Is one joined before the last one is \
             started? Is there a lock that a job holds?",
        )
        .check(|| {
            let all = Arc::new(Barrier::new(3));
            let job = |name| {
                let all = Arc::clone(&all);
                Job::new(name, move || {
                    all.wait();
                    1
                })
            };
            run_all([job("a"), job("b"), job("c")]);
        });
}

#[test]
fn each_job_has_a_new_thread_with_its_name() {
    interleave::check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let job = |name| {
            let seen = Arc::clone(&seen);
            Job::new(name, move || {
                let thread = thread::current();
                let its_name = thread.name().map(str::to_string);
                seen.lock().unwrap().push((name, thread.id(), its_name));
                1
            })
        };
        run_all([job("a"), job("b")]);
        let seen = seen.lock().unwrap();
        let caller = thread::current().id();
        assert!(
            seen.iter().all(|&(_, thread, _)| thread != caller),
            "a job ran on the thread that called `run_all`: each job needs a new thread"
        );
        assert!(
            seen.len() == 2 && seen[0].1 != seen[1].1,
            "the two jobs ran on the same thread: each job needs a thread of its own"
        );
        for (name, _, its_name) in &*seen {
            assert_eq!(
                its_name.as_deref(),
                Some(*name),
                "the name of the thread on which the job {name:?} ran: `thread::Builder` gives a \
                 thread its name"
            );
        }
    });
}

#[test]
fn all_jobs_have_ended_when_it_returns() {
    interleave::check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let job = |name| {
            let ended = Arc::clone(&ended);
            Job::new(name, move || {
                ended.fetch_add(1, Ordering::SeqCst);
                1
            })
        };
        run_all([job("a"), Job::new("b", || panic!("no flour")), job("c")]);
        assert_eq!(
            ended.load(Ordering::SeqCst),
            2,
            "how many of the two jobs that do not panic had ended when `run_all` returned: all \
             the threads must be joined"
        );
    });
}

#[test]
fn no_jobs_make_an_empty_report() {
    interleave::check(|| {
        assert_eq!(run_all([]), Report::default(), "there are no jobs at all");
    });
}
