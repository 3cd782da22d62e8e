//! What `Warehouse` must do, in every execution.

use crate::subject::Warehouse;
use std as interleave;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits but `join` and your locks. Does a thread lock a second time \
         while it holds the lock (in order to repair, perhaps)?",
    )
}

/// Adds an item to the list and panics before the total is told. Says whether `change` panicked.
fn cut_off(warehouse: &Warehouse, item: u32) -> bool {
    panic::catch_unwind(AssertUnwindSafe(|| {
        warehouse.change(|stock| {
            stock.items.push(item);
            panic!("the lights went out");
        });
    }))
    .is_err()
}

/// What a method says that must not panic because of an earlier panic.
fn ask<T>(method: &str, call: impl FnOnce() -> T) -> T {
    panic::catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| panic!("`{method}` panicked because of an earlier panic"))
}

/// The total, if asking for it does not panic.
fn total(warehouse: &Warehouse) -> u32 {
    ask("total", || warehouse.total())
}

/// How many repairs there were, if asking for it does not panic.
fn repairs(warehouse: &Warehouse) -> u32 {
    ask("repairs", || warehouse.repairs())
}

/// Whether there is damage, if asking for it does not panic.
fn is_damaged(warehouse: &Warehouse) -> bool {
    ask("is_damaged", || warehouse.is_damaged())
}

/// Adds an item with nothing going wrong; says what the total was before.
fn add(warehouse: &Warehouse, item: u32) -> u32 {
    ask("change", || {
        let mut before = 0;
        warehouse.change(|stock| {
            before = stock.total;
            stock.add(item);
        });
        before
    })
}

#[test]
fn without_a_panic_nothing_is_repaired() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        add(&warehouse, 3);
        add(&warehouse, 4);
        assert_eq!(total(&warehouse), 7, "3 and 4 were added");
        assert!(!is_damaged(&warehouse), "nobody has panicked");
        assert_eq!(repairs(&warehouse), 0, "nothing was to be repaired");
        assert_eq!(warehouse.close(), [3, 4], "the items");
    });
}

#[test]
fn a_panic_is_passed_on() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        assert!(
            cut_off(&warehouse, 3),
            "the function panicked, and `change` returned as if it had not: whoever called it \
             must know"
        );
        assert!(
            is_damaged(&warehouse),
            "a change was cut off, and nobody has repaired it yet"
        );
    });
}

#[test]
fn changes_do_not_overlap() {
    explorer().check(|| {
        let warehouse = Arc::new(Warehouse::new());
        let other = {
            let warehouse = Arc::clone(&warehouse);
            thread::spawn(move || warehouse.change(|stock| stock.add(3)))
        };
        add(&warehouse, 4);
        other.join().unwrap();
        assert_eq!(
            total(&warehouse),
            7,
            "two threads added 3 and 4 at the same time: a change was lost. Is the lock held while \
             the function runs, or does the function change a copy?"
        );
    });
}

#[test]
fn asking_repairs_nothing() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        cut_off(&warehouse, 3);
        assert!(is_damaged(&warehouse), "a change was cut off");
        assert!(
            is_damaged(&warehouse),
            "a change was cut off, `is_damaged` was called, and the damage is gone. Whoever asks \
             for it repairs nothing"
        );
        assert_eq!(
            repairs(&warehouse),
            0,
            "a change was cut off, and nobody has called `change` or `total` since; how often it \
             was repaired. Whoever asks for the number repairs nothing"
        );
        assert!(
            is_damaged(&warehouse),
            "a change was cut off, `repairs` was called, and the damage is gone. Whoever asks for \
             the number repairs nothing"
        );
        assert_eq!(total(&warehouse), 3, "the total of the only item");
        assert_eq!(repairs(&warehouse), 1, "the total was asked for");
    });
}

#[test]
fn the_next_total_repairs() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        add(&warehouse, 3);
        cut_off(&warehouse, 4);
        assert_eq!(
            total(&warehouse),
            7,
            "the items are 3 and 4, and the change that brought 4 was cut off before it told the \
             total: the data behind a poisoned lock must be put right"
        );
        assert!(
            !is_damaged(&warehouse),
            "the stock was repaired, and is still said to be damaged"
        );
        assert_eq!(total(&warehouse), 7, "the total, once more");
        assert_eq!(
            repairs(&warehouse),
            1,
            "one change was cut off; how often it was repaired. (Does somebody clear the mark \
             when it is done?)"
        );
    });
}

#[test]
fn the_next_change_repairs() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        cut_off(&warehouse, 3);
        assert_eq!(
            add(&warehouse, 4),
            3,
            "the total that the next change found: the stock must be repaired before it is lent"
        );
        assert_eq!(total(&warehouse), 7, "3 and 4 were added");
        assert!(!is_damaged(&warehouse), "the stock was repaired");
        assert_eq!(repairs(&warehouse), 1, "one change was cut off");
    });
}

#[test]
fn a_panic_before_the_first_change_is_a_damage_too() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        add(&warehouse, 3);
        let told = panic::catch_unwind(AssertUnwindSafe(|| {
            warehouse.change(|_| panic!("the lights went out"));
        }));
        assert!(told.is_err(), "a panic is passed on");
        assert!(
            is_damaged(&warehouse),
            "a change was cut off before it had changed anything, and the warehouse is not said \
             to be damaged. That the total is the sum of the items does not say that no change \
             was cut off"
        );
        assert_eq!(total(&warehouse), 3, "the total of the only item");
        assert!(!is_damaged(&warehouse), "the stock was repaired");
        assert_eq!(repairs(&warehouse), 1, "one change was cut off");
    });
}

#[test]
fn a_change_that_repairs_and_panics_has_repaired() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        cut_off(&warehouse, 1);
        assert!(cut_off(&warehouse, 2), "a panic is passed on");
        assert_eq!(
            repairs(&warehouse),
            1,
            "a change was cut off, and the next one repaired that before it was cut off, too; how \
             often it was repaired. A repair must be counted when it is made, and not when the \
             change is over"
        );
        assert!(is_damaged(&warehouse), "the second change was cut off");
        assert_eq!(total(&warehouse), 3, "1 and 2 were added");
        assert_eq!(repairs(&warehouse), 2, "both changes were cut off");
    });
}

#[test]
fn a_change_under_way_is_no_damage() {
    explorer().check(|| {
        let warehouse = Arc::new(Warehouse::new());
        let other = {
            let warehouse = Arc::clone(&warehouse);
            thread::spawn(move || warehouse.change(|stock| stock.add(3)))
        };
        assert!(
            !is_damaged(&warehouse),
            "nobody has panicked, and `is_damaged` said that a change was cut off: it was under \
             way. Is a mark that stands during each change read without the lock?"
        );
        other.join().unwrap();
        assert_eq!(repairs(&warehouse), 0, "nothing was to be repaired");
    });
}

#[test]
fn each_damage_is_repaired() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        for (item, sum) in [(1, 1), (2, 3)] {
            assert!(cut_off(&warehouse, item), "a panic is passed on");
            assert!(is_damaged(&warehouse), "a change was cut off");
            assert_eq!(total(&warehouse), sum, "the total after a repair");
        }
        assert_eq!(repairs(&warehouse), 2, "two changes were cut off");
    });
}

#[test]
fn a_damaged_warehouse_can_be_closed() {
    explorer().check(|| {
        let warehouse = Warehouse::new();
        add(&warehouse, 3);
        cut_off(&warehouse, 4);
        let items = ask("close", || warehouse.close());
        assert_eq!(items, [3, 4], "the items of a damaged warehouse");
    });
}

#[test]
fn two_who_come_repair_once() {
    explorer().check(|| {
        let warehouse = Arc::new(Warehouse::new());
        cut_off(&warehouse, 3);
        let other = {
            let warehouse = Arc::clone(&warehouse);
            thread::spawn(move || warehouse.total())
        };
        let mine = total(&warehouse);
        assert_ne!(
            repairs(&warehouse),
            0,
            "`total` has returned, so the damage was repaired, by this thread or by another one; \
             how often it was repaired. A repair must be counted before the lock is released"
        );
        let other = other
            .join()
            .unwrap_or_else(|_| panic!("`total` panicked because of an earlier panic"));
        assert_eq!(
            (mine, other),
            (3, 3),
            "what two threads were told, who came to a damaged warehouse with the item 3"
        );
        assert_eq!(
            repairs(&warehouse),
            1,
            "two threads came to a damaged warehouse at the same time; how often it was \
             repaired. Finding the damage, repairing it and clearing the mark must be one step"
        );
        assert!(!is_damaged(&warehouse), "the stock was repaired");
    });
}

#[test]
fn a_panic_in_the_meantime_is_not_overlooked() {
    explorer().check(|| {
        let warehouse = Arc::new(Warehouse::new());
        cut_off(&warehouse, 1);
        let other = {
            let warehouse = Arc::clone(&warehouse);
            thread::spawn(move || warehouse.total())
        };
        cut_off(&warehouse, 2);
        let other = other
            .join()
            .unwrap_or_else(|_| panic!("`total` panicked because of an earlier panic"));
        assert!(
            other == 1 || other == 3,
            "the items were 1, then 1 and 2; another thread was told that the total is {other}"
        );
        if other == 1 {
            assert!(
                is_damaged(&warehouse),
                "1 was repaired, then 2 was added and cut off, and the warehouse is not said to be \
                 damaged: a panic that came while another thread repaired was overlooked. Was its \
                 mark cleared as well?"
            );
        }
        assert_eq!(
            total(&warehouse),
            3,
            "1 and 2 were added, and both changes were cut off: a panic that came while another \
             thread repaired was overlooked. Was its mark cleared as well?"
        );
    });
}
