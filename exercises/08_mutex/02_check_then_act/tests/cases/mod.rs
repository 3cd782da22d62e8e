//! What `BoxOffice` must do, in every execution.

use crate::subject::BoxOffice;
use std as interleave;
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// The most steps of one execution in which threads meet. A solution that waits in locks has far fewer; one that asks again and
/// again has no last one.
const STEPS: usize = 150;

/// What it probably means when nobody can go on.
const WAITING_FOR_EVER: &str = "\
    Nothing in this test waits but `join` and your locks. Does a thread lock a second time \
    while it holds the lock, or are two locks taken in opposite order?";

/// Explores, within these bounds.
fn bounded() -> Explorer {
    Explorer::new().max_steps(STEPS)
}

/// Explores what several threads do, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    bounded().on(FailureKind::Deadlock, WAITING_FOR_EVER)
}

/// Explores what one thread does by itself, in as many steps as it likes.
fn alone() -> Explorer {
    Explorer::new().on(FailureKind::Deadlock, WAITING_FOR_EVER)
}

/// Runs `theirs` on a thread of its own and `mine` on this one; returns what both returned.
fn both(
    office: &Arc<BoxOffice>,
    theirs: fn(&BoxOffice) -> bool,
    mine: fn(&BoxOffice) -> bool,
) -> (bool, bool) {
    let other = {
        let office = Arc::clone(office);
        thread::spawn(move || theirs(&office))
    };
    let mine = mine(office);
    (other.join().unwrap(), mine)
}

#[test]
fn one_guest_after_the_other() {
    alone().check(|| {
        let office = BoxOffice::new(2);
        assert!(office.book(0, "Ada"), "seat 0 is free: Ada can have it");
        assert!(
            !office.book(0, "Bob") && !office.book(0, "Ada"),
            "seat 0 is Ada's: nobody can book it now"
        );
        assert_eq!(office.guest(0).as_deref(), Some("Ada"), "seat 0");
        assert_eq!(office.guest(1), None, "nobody has booked seat 1");
        assert!(!office.release(0, "Bob"), "Bob gave back Ada's seat");
        assert_eq!(office.guest(0).as_deref(), Some("Ada"), "seat 0");
        assert!(office.release(0, "Ada"), "seat 0 is Ada's to give back");
        assert!(!office.release(0, "Ada"), "seat 0 was given back before");
        assert!(office.book_pair(1, 0, "Bob"), "both seats are free");
        assert_eq!(
            [office.guest(0), office.guest(1)],
            [Some("Bob".to_string()), Some("Bob".to_string())],
            "both seats are Bob's"
        );
    });
}

#[test]
fn a_refused_pair_takes_no_seat() {
    alone().check(|| {
        for taken in [0, 1] {
            let office = BoxOffice::new(2);
            office.book(taken, "Ada");
            assert!(
                !office.book_pair(0, 1, "Bob"),
                "seat {taken} is Ada's, and Bob was sold both"
            );
            assert_eq!(
                office.guest(1 - taken),
                None,
                "both or none: the pair was refused, and yet Bob has half of it"
            );
        }
    });
}

#[test]
fn a_seat_has_one_guest() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(1));
        let (ada, bob) = both(&office, |o| o.book(0, "Ada"), |o| o.book(0, "Bob"));
        assert!(
            ada != bob,
            "one seat was free, and it was sold to {} of two guests: what was free when `book` \
             looked was no longer free when it wrote (check, unlock, lock, act)",
            if ada { "both" } else { "none" }
        );
        let winner = if ada { "Ada" } else { "Bob" };
        assert_eq!(
            office.guest(0).as_deref(),
            Some(winner),
            "{winner} was told that the seat is theirs"
        );
    });
}

#[test]
fn guests_who_want_different_seats_both_get_them() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(2));
        let sold = both(&office, |o| o.book(0, "Ada"), |o| o.book(1, "Bob"));
        assert_eq!(
            sold,
            (true, true),
            "both seats were free, and a guest was refused: that somebody else holds the lock \
             does not mean that the seat is taken"
        );
        assert_eq!(
            [office.guest(0), office.guest(1)],
            [Some("Ada".to_string()), Some("Bob".to_string())],
            "the guests of seats 0 and 1"
        );
    });
}

#[test]
fn a_pair_and_a_single_seat_do_not_overlap() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(2));
        let (pair, single) = both(&office, |o| o.book_pair(0, 1, "Ada"), |o| o.book(1, "Bob"));
        assert!(
            pair != single,
            "Ada wanted seats 0 and 1, Bob seat 1: {} were told that they have them",
            if pair { "both" } else { "none" }
        );
        let guests = [office.guest(0), office.guest(1)].map(Option::unwrap_or_default);
        let expected = if pair { ["Ada", "Ada"] } else { ["", "Bob"] };
        assert_eq!(
            guests,
            expected,
            "the guests of seats 0 and 1 (\"\": free) after {} was told that it is sold: the \
             pair must be looked at and taken as one",
            if pair { "Ada" } else { "Bob" }
        );
    });
}

#[test]
fn a_refused_pair_keeps_nobody_out() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(2));
        office.book(1, "Cleo");
        let (pair, single) = both(&office, |o| o.book_pair(0, 1, "Ada"), |o| o.book(0, "Bob"));
        assert!(!pair, "seat 1 is Cleo's, and Ada was sold seats 0 and 1");
        assert!(
            single,
            "seat 0 was never sold, and yet Bob was refused: Ada's pair held it for a moment and \
             gave it back. Look at both seats before you take one"
        );
    });
}

#[test]
fn one_of_two_crossing_pairs_is_sold() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(2));
        let (ada, bob) = both(
            &office,
            |o| o.book_pair(0, 1, "Ada"),
            |o| o.book_pair(1, 0, "Bob"),
        );
        assert!(
            ada != bob,
            "Ada and Bob want the same two seats: {} of them got them",
            if ada { "both" } else { "none" }
        );
        let winner = if ada { "Ada" } else { "Bob" };
        assert_eq!(
            [office.guest(0), office.guest(1)].map(Option::unwrap_or_default),
            [winner, winner],
            "the guests of both seats: {winner} was told that they are theirs"
        );
    });
}

#[test]
fn what_is_released_is_still_the_guests() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(1));
        office.book(0, "Ada");
        let (_, bob) = both(
            &office,
            |o| o.release(0, "Ada"),
            |o| {
                o.release(0, "Ada");
                o.book(0, "Bob")
            },
        );
        assert!(bob, "the seat had been given back, and Bob was refused");
        assert_eq!(
            office.guest(0).as_deref(),
            Some("Bob"),
            "Ada's seat was given back twice at the same time, and Bob booked it after that: the \
             second `release` freed what was no longer Ada's"
        );
    });
}

#[test]
fn a_seat_is_given_back_once() {
    explorer().check(|| {
        let office = Arc::new(BoxOffice::new(1));
        office.book(0, "Ada");
        let (one, other) = both(&office, |o| o.release(0, "Ada"), |o| o.release(0, "Ada"));
        assert!(
            one != other,
            "Ada's seat was given back twice at the same time, and {} of the calls said that \
             they freed it",
            if one { "both" } else { "none" }
        );
        assert_eq!(office.guest(0), None, "the seat was given back");
    });
}
