//! What `Board` must do, in every execution.

use crate::subject::Board;
use std as interleave;
use std::sync::{Arc, Barrier};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "No closure of this test waits for anything, so the locks of the board wait for each \
         other. Does a thread ask for a lock that it holds already (`write` while it has a read \
         guard)? Do two threads take two locks in opposite order?",
    )
}

#[test]
fn a_board_counts_its_changes() {
    explorer().check(|| {
        let board = Board::new(5);
        assert_eq!(
            board.read(|value, version| (*value, version)),
            (5, 0),
            "(value, version) of a new board"
        );
        board.update(|value| *value += 1);
        board.update(|value| *value += 1);
        assert_eq!(board.version(), 2, "the version after two changes");
        assert_eq!(
            board.read(|value, version| (*value, version)),
            (7, 2),
            "(value, version) after two changes"
        );
    });
}

#[test]
fn a_change_that_is_not_due_is_not_made() {
    explorer().check(|| {
        let board = Board::new(5);
        assert!(
            !board.update_if(|value| *value > 5, |value| *value = 0),
            "5 is not greater than 5"
        );
        assert_eq!(
            board.read(|value, version| (*value, version)),
            (5, 0),
            "nothing was due, so nothing may change"
        );
        assert!(
            board.update_if(|value| *value == 5, |value| *value = 0),
            "the change was due"
        );
        assert_eq!(
            board.read(|value, version| (*value, version)),
            (0, 1),
            "the change was due"
        );
    });
}

#[test]
fn readers_look_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a reader goes on only when two readers are looking at the board. One \
             waits inside `read`, and the other one cannot get in: readers keep each other out.",
        )
        .check(|| {
            // The board is not `Clone`, and neither is what it shows: readers must share it.
            struct Notice(u32);
            let board = Arc::new(Board::new(Notice(7)));
            let both_inside = Arc::new(Barrier::new(2));
            let reader = {
                let (board, both_inside) = (Arc::clone(&board), Arc::clone(&both_inside));
                thread::spawn(move || {
                    board.read(|notice, _| {
                        both_inside.wait();
                        notice.0
                    })
                })
            };
            let seen_here = board.read(|notice, _| {
                both_inside.wait();
                notice.0
            });
            assert_eq!(
                (seen_here, reader.join().unwrap()),
                (7, 7),
                "both readers look at the same notice"
            );
        });
}

#[test]
fn value_and_version_belong_together() {
    explorer().check(|| {
        let board = Arc::new(Board::new(0));
        let producer = {
            let board = Arc::clone(&board);
            thread::spawn(move || {
                board.update(|value| *value = 10);
                board.update(|value| *value = 20);
            })
        };
        let (value, version) = board.read(|value, version| (*value, version));
        assert_eq!(
            value,
            10 * version,
            "torn: version {version} of the board shows {} and not {value}; \
             value and version come from different moments",
            10 * version
        );
        producer.join().unwrap();
    });
}

#[test]
fn two_kinds_of_reader_see_the_board_move_forward() {
    explorer().check(|| {
        let board = Arc::new(Board::new(0));
        let producer = {
            let board = Arc::clone(&board);
            thread::spawn(move || board.update(|value| *value = 10))
        };
        let watcher = {
            let board = Arc::clone(&board);
            thread::spawn(move || {
                let before = board.version();
                let (value, version) = board.read(|value, version| (*value, version));
                assert!(
                    before <= version,
                    "the version went back from {before} to {version}"
                );
                assert_eq!(
                    value,
                    10 * version,
                    "torn: value and version come from different moments"
                );
            })
        };
        producer.join().unwrap();
        let seen = board.read(|value, version| (*value, version));
        assert_eq!(
            seen,
            (10, 1),
            "(value, version) after the producer has ended: its change must be there"
        );
        if let Err(payload) = watcher.join() {
            std::panic::resume_unwind(payload);
        }
    });
}

#[test]
fn no_change_is_lost() {
    explorer().check(|| {
        let board = Arc::new(Board::new(0));
        let producer = {
            let board = Arc::clone(&board);
            thread::spawn(move || board.update(|value| *value += 1))
        };
        board.update(|value| *value += 1);
        producer.join().unwrap();
        assert_eq!(
            board.read(|value, version| (*value, version)),
            (2, 2),
            "(value, version) after two producers added one each: a change was lost"
        );
    });
}

#[test]
fn a_change_that_is_due_is_made() {
    explorer().check(|| {
        // Two free seats: two threads want one each.
        let seats = Arc::new(Board::new(2));
        let other = {
            let seats = Arc::clone(&seats);
            thread::spawn(move || seats.update_if(|free| *free > 0, |free| *free -= 1))
        };
        let mine = seats.update_if(|free| *free > 0, |free| *free -= 1);
        let other = other.join().unwrap();
        assert_eq!(
            (mine, other),
            (true, true),
            "whether each of two threads got one of two free seats. A change that is due is made, \
             even if another one was made in between: ask again whether it is due"
        );
        assert_eq!(
            seats.read(|free, version| (*free, version)),
            (0, 2),
            "(free seats, version) at the end"
        );
    });
}

#[test]
fn a_change_is_still_due_when_it_is_made() {
    explorer().check(|| {
        // One free seat: two threads want it.
        let seats = Arc::new(Board::new(1));
        let other = {
            let seats = Arc::clone(&seats);
            thread::spawn(move || seats.update_if(|free| *free > 0, |free| *free -= 1))
        };
        let mine = seats.update_if(|free| *free > 0, |free| *free -= 1);
        let other = other.join().unwrap();
        assert!(
            mine != other,
            "one seat was free, and {} of two threads got it: what was due when `update_if` \
             asked was no longer due when it acted (check, unlock, lock, act)",
            if mine { "both" } else { "none" }
        );
        assert_eq!(
            seats.read(|free, version| (*free, version)),
            (0, 1),
            "(free seats, version) at the end"
        );
    });
}
