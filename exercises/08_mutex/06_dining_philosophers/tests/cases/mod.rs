//! What `Table` must do, in every execution.

use crate::subject::Table;
use std as interleave;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

use interleave::{Explorer, FailureKind};

/// The most steps of one execution. A solution that waits in locks has far fewer; one that asks again and again may have no last one.
const STEPS: usize = 150;

/// Explores, within these bounds.
fn bounded() -> Explorer {
    Explorer::new().max_steps(STEPS)
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    bounded()
        .on(
            FailureKind::Deadlock,
            "Every philosopher who is left waits for a fork, or for your own locks. If each holds \
             one fork and waits for the next, the ring is closed: at least one of them must not \
             take the left fork first.",
        )
        .on(
            FailureKind::Livelock,
            "Philosophers try again and again, and none of them gets on. Wait for the fork, do \
             not ask for it in a loop.",
        )
}

/// How many philosophers are eating, and the most there were.
#[derive(Default)]
struct Meal {
    eating: AtomicUsize,
    most: AtomicUsize,
    eaten: AtomicUsize,
}

impl Meal {
    fn eat(&self) {
        // ORDERING: only the numbers matter, and each of these is one step.
        let eating = self.eating.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(eating, Ordering::Relaxed);
        self.eaten.fetch_add(1, Ordering::Relaxed);
        self.eating.fetch_sub(1, Ordering::Relaxed);
    }
}

/// All these seats, at a table of so many, dine so many times. None of them may eat at the same
/// time.
fn neighbours(seats: usize, dining: &'static [usize], times: usize) {
    explorer().check(move || {
        let table = Arc::new(Table::new(seats));
        let meal = Arc::new(Meal::default());
        let dine = |seat: usize| {
            let (table, meal) = (Arc::clone(&table), Arc::clone(&meal));
            move || {
                for _ in 0..times {
                    table.dine(seat, || meal.eat());
                }
            }
        };
        let others: Vec<_> = dining[1..]
            .iter()
            .map(|seat| thread::spawn(dine(*seat)))
            .collect();
        dine(dining[0])();
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(
            meal.most.load(Ordering::Relaxed),
            1,
            "so many philosophers were eating at the same time, and all of them are neighbours: \
             one fork was used by two"
        );
        assert_eq!(
            meal.eaten.load(Ordering::Relaxed),
            dining.len() * times,
            "how often somebody ate"
        );
    });
}

#[test]
fn one_philosopher_can_eat_in_each_seat() {
    explorer().check(|| {
        let table = Table::new(3);
        for seat in [0, 1, 2, 0] {
            assert_eq!(
                table.dine(seat, || seat * 10),
                seat * 10,
                "what `eat` returned"
            );
        }
    });
}

#[test]
fn two_at_a_table_for_two() {
    neighbours(2, &[0, 1], 1);
}

#[test]
fn two_at_a_table_for_two_dine_twice() {
    neighbours(2, &[0, 1], 2);
}

#[test]
fn neighbours_do_not_eat_at_the_same_time() {
    neighbours(4, &[0, 1], 1);
    neighbours(4, &[2, 1], 1);
}

#[test]
fn the_first_and_the_last_are_neighbours_too() {
    neighbours(4, &[0, 3], 1);
}

#[test]
fn three_at_a_table_for_three_all_eat() {
    neighbours(3, &[0, 1, 2], 1);
}

/// A bowl between two neighbours, out of which only one of them eats at a time.
struct Bowl(UnsafeCell<u32>);

// SAFETY: a table that keeps its rules lets no two neighbours eat at once. The checker watches the
// cell, and reports it when they do.
unsafe impl Sync for Bowl {}

impl Bowl {
    fn eat(&self) {
        // SAFETY: as above.
        unsafe { *self.0.get() += 1 };
    }
}

#[test]
fn what_a_philosopher_did_is_there_for_the_neighbour() {
    let explorer = explorer().on(
        FailureKind::DataRace,
        "In this test two neighbours eat out of the same bowl, which is no atomic. What the first \
         did must happen before what the second does: a lock sees to that by itself, a relaxed \
         atomic does not.",
    );
    explorer.check(|| {
        let table = Arc::new(Table::new(2));
        let bowl = Arc::new(Bowl(UnsafeCell::new(0)));
        let neighbour = {
            let (table, bowl) = (Arc::clone(&table), Arc::clone(&bowl));
            thread::spawn(move || table.dine(1, || bowl.eat()))
        };
        table.dine(0, || bowl.eat());
        neighbour.join().unwrap();
        // SAFETY: the neighbour has gone.
        let eaten = unsafe { *bowl.0.get() };
        assert_eq!(eaten, 2, "two neighbours ate once each");
    });
}

#[test]
fn those_who_are_no_neighbours_eat_at_the_same_time() {
    for (seats, one, other) in [
        (4, 0, 2),
        (4, 1, 3),
        (5, 0, 2),
        (5, 0, 3),
        (5, 1, 3),
        (5, 1, 4),
        (5, 2, 4),
    ] {
        bounded()
            .on(
                FailureKind::Deadlock,
                &format!(
                    "At a table of {seats}, the seats {one} and {other} have no fork in common. In \
                     this test each of the two is done eating only when the other is eating, too, \
                     and one was kept out: is there one lock for the whole table, or for too many \
                     seats?"
                ),
            )
            .check(move || {
                let table = Arc::new(Table::new(seats));
                let both_eat = Arc::new(Barrier::new(2));
                let neighbour = {
                    let (table, both_eat) = (Arc::clone(&table), Arc::clone(&both_eat));
                    thread::spawn(move || {
                        table.dine(other, || {
                            both_eat.wait();
                        });
                    })
                };
                table.dine(one, || {
                    both_eat.wait();
                });
                neighbour.join().unwrap();
            });
    }
}

#[test]
fn who_waits_is_asleep() {
    for (seats, eater, hungry) in [
        (2, 0, 1),
        (2, 1, 0),
        (3, 0, 1),
        (3, 0, 2),
        (3, 1, 0),
        (3, 1, 2),
        (3, 2, 0),
        (3, 2, 1),
    ] {
        // One philosopher eats and never stops. A neighbour who sleeps can then never go on, which is a deadlock. One who keeps
        // asking does go on, in circles.
        let report = bounded().explore(move || {
            let table = Arc::new(Table::new(seats));
            let neighbour = Arc::clone(&table);
            table.dine(eater, || {
                thread::spawn(move || neighbour.dine(hungry, || ()));
                let (_kept, never) = mpsc::channel::<()>();
                let _ = never.recv();
            });
        });
        let kind = report.failure().map(|failure| failure.kind());
        assert_eq!(
            kind,
            Some(FailureKind::Deadlock),
            "at a table of {seats}, the philosopher in seat {eater} eats and never stops, so the one in seat {hungry} must wait, \
             asleep (a deadlock here). It did not sleep: a thread that asks again and again, or that lets itself be woken by a \
             time-out to ask, uses a processor for nothing"
        );
    }
}
