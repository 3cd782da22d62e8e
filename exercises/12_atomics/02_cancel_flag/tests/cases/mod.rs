//! What `Render` must do, in every execution.

use crate::subject::Render;
use std as interleave;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a row waits until the thread that called `start` has looked at the \
             handle or cancelled. Does `start` or `cancel` wait for the rows, are the rows \
             computed on the thread that called `start` or `join`, or is a lock held while a row \
             is computed?",
        )
        .on(
            FailureKind::Livelock,
            "Somebody waits in a loop for what does not come. Does `cancel` wait for the row \
             in progress? Does `join` wait for a number of rows that is not reached after `cancel`?",
        )
}

/// Where a row in progress and the test meet: once when the row has begun, once when it may go on.
#[derive(Clone)]
struct Meeting(Arc<Barrier>);

impl Meeting {
    fn new() -> Self {
        Meeting(Arc::new(Barrier::new(2)))
    }

    /// Called in the row.
    fn in_progress(&self) {
        self.0.wait();
        self.0.wait();
    }

    /// Called by the test: does this while the row is in progress.
    fn meanwhile<R>(&self, act: impl FnOnce() -> R) -> R {
        self.0.wait();
        let result = act();
        self.0.wait();
        result
    }
}

#[test]
fn all_rows_are_rendered_in_order() {
    explorer().check(|| {
        let render = Render::start(3, |row| row * 10);
        assert_eq!(
            render.join(),
            [0, 10, 20],
            "`join` returns the results of all finished rows, and nobody has cancelled"
        );
    });
}

#[test]
fn nothing_to_render() {
    explorer().check(|| {
        let render = Render::start(0, |row| row);
        assert_eq!(render.finished(), 0, "there are no rows");
        assert_eq!(render.join(), [0; 0], "there are no rows");
    });
}

#[test]
fn rows_are_rendered_on_another_thread() {
    explorer().check(|| {
        let meeting = Meeting::new();
        let in_row = meeting.clone();
        let render = Render::start(1, move |_| {
            in_row.in_progress();
            thread::current().id()
        });
        meeting.meanwhile(|| {});
        let threads = render.join();
        assert_eq!(threads.len(), 1, "one row was finished");
        assert!(
            threads[0] != thread::current().id(),
            "the row was rendered on the thread that called `start`"
        );
    });
}

#[test]
fn no_row_begins_after_cancel() {
    explorer().check(|| {
        let begun = Arc::new(Mutex::new(Vec::new()));
        let meeting = Meeting::new();
        let (in_row, begins) = (meeting.clone(), Arc::clone(&begun));
        let render = Render::start(3, move |row| {
            begins.lock().unwrap().push(row);
            if row == 0 {
                in_row.in_progress();
            }
            row * 10
        });
        meeting.meanwhile(|| render.cancel());
        let rows = render.join();
        let begun = begun.lock().unwrap().clone();
        assert_eq!(
            begun,
            [0],
            "the rows that were begun: `cancel` was called while row 0 was in progress, and the \
             thread went on all the same. Does it ask the flag itself, before each row?"
        );
        assert_eq!(
            rows,
            [0],
            "what `join` returned: row 0 was in progress when `cancel` was called, so it is \
             finished and kept, and it is the only one"
        );
    });
}

#[test]
fn finished_rows_are_kept() {
    explorer().check(|| {
        let meeting = Meeting::new();
        let in_row = meeting.clone();
        let render = Render::start(3, move |row| {
            if row == 1 {
                in_row.in_progress();
            }
            row * 10
        });
        meeting.meanwhile(|| render.cancel());
        assert_eq!(
            render.join(),
            [0, 10],
            "what `join` returned: `cancel` was called while row 1 was in progress. What was \
             finished must not be thrown away"
        );
    });
}

#[test]
fn whenever_it_is_cancelled_what_was_begun_is_finished() {
    explorer().check(|| {
        let begun = Arc::new(Mutex::new(0));
        let begins = Arc::clone(&begun);
        let render = Render::start(2, move |row| {
            *begins.lock().unwrap() += 1;
            row * 10
        });
        render.cancel();
        let rows = render.join();
        let begun = *begun.lock().unwrap();
        assert_eq!(
            rows.len(),
            begun,
            "{begun} rows were begun, and `join` returned {}: a row that was begun is finished, \
             and what was finished must not be thrown away",
            rows.len()
        );
        assert_eq!(rows, [0, 10][..begun], "the results, in order");
    });
}

#[test]
fn join_waits_for_the_last_row() {
    explorer().check(|| {
        let render = Render::start(2, |row| row);
        let _ = render.finished();
        assert_eq!(
            render.join(),
            [0, 1],
            "`join` did not return all rows, and nobody has cancelled. How many are finished is \
             only known when the thread has ended"
        );
    });
}

#[test]
fn cancelled_twice_is_cancelled() {
    explorer().check(|| {
        let meeting = Meeting::new();
        let in_row = meeting.clone();
        let render = Render::start(2, move |row| {
            if row == 0 {
                in_row.in_progress();
            }
            row
        });
        meeting.meanwhile(|| {
            render.cancel();
            render.cancel();
        });
        assert_eq!(
            render.join(),
            [0],
            "`cancel` was called twice while row 0 was in progress: to ask twice is to ask"
        );
    });
}

#[test]
fn the_progress_counts_finished_rows() {
    explorer().check(|| {
        let meeting = Meeting::new();
        let in_row = meeting.clone();
        let render = Render::start(2, move |row| {
            in_row.in_progress();
            row
        });
        for row in 0..2 {
            let finished = meeting.meanwhile(|| render.finished());
            assert_eq!(
                finished, row,
                "`finished` while row {row} was in progress: the rows before it have returned, \
                 and row {row} has not"
            );
        }
        render.join();
    });
}

/// Says so when the thread to which it belongs has ended.
struct AtTheEnd(Arc<AtomicBool>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn at_the_end_all_rows_are_counted() {
    explorer().check(|| {
        let ended = Arc::new(AtomicBool::new(false));
        let mut at_the_end = Some(AtTheEnd(Arc::clone(&ended)));
        let render = Render::start(2, move |row| {
            if let Some(at_the_end) = at_the_end.take() {
                AT_THE_END.set(Some(at_the_end));
            }
            row
        });
        // One look, and no loop: in some executions the thread has ended by now, in others not.
        if ended.load(Ordering::SeqCst) {
            assert_eq!(
                render.finished(),
                2,
                "`finished` when the thread had rendered 2 rows and ended. Is the last row counted \
                 too, when it has returned?"
            );
        }
        render.join();
    });
}

#[test]
fn the_progress_never_goes_back() {
    explorer().check(|| {
        let render = Render::start(2, |row| row);
        let (before, after) = (render.finished(), render.finished());
        assert!(
            before <= after,
            "the progress went back from {before} to {after}"
        );
        assert!(after <= 2, "{after} of 2 rows are finished");
        render.join();
    });
}

#[test]
fn each_render_is_cancelled_for_itself() {
    explorer().check(|| {
        let first = Render::start(1, |row| row);
        first.cancel();
        first.join();
        let second = Render::start(2, |row| row);
        assert_eq!(
            second.join(),
            [0, 1],
            "the first render was cancelled, and the second one stopped: the flag belongs to one \
             render"
        );
    });
}

#[test]
fn a_handle_can_be_shared() {
    explorer().check(|| {
        let meeting = Meeting::new();
        let in_row = meeting.clone();
        let render = Arc::new(Render::start(2, move |row| {
            if row == 0 {
                in_row.in_progress();
            }
            row
        }));
        let other = Arc::clone(&render);
        // Another thread cancels.
        meeting.meanwhile(|| thread::spawn(move || other.cancel()).join().unwrap());
        let render = Arc::into_inner(render).expect("the other thread has ended");
        assert_eq!(
            render.join(),
            [0],
            "another thread called `cancel` while row 0 was in progress"
        );
    });
}
