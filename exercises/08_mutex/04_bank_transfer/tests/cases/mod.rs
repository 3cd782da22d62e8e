//! What `Bank` must do, in every execution.

use crate::subject::{Bank, NotCovered};
use std as interleave;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// The most steps of one execution in which threads meet. A solution that waits in locks has far fewer; one that asks again and
/// again has no last one.
const STEPS: usize = 150;

/// What it probably means when nobody can go on.
const WAITING_FOR_EVER: &str = "\
    Nothing in this test waits but `join` and your locks. Are two locks taken in the order \
    of the transfer? Then two transfers in opposite directions close a ring; let everybody \
    take them in one order. Or does one thread take the same lock twice?";

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

/// What a transfer returned.
type Told = Result<(), NotCovered>;

/// Transfers that are made on a thread of their own.
struct Transfers(thread::JoinHandle<Vec<Told>>);

/// Makes the transfers (from, to, amount) on a thread of its own.
fn transfers(bank: &Arc<Bank>, orders: &'static [(usize, usize, u64)]) -> Transfers {
    let bank = Arc::clone(bank);
    Transfers(thread::spawn(move || {
        orders
            .iter()
            .map(|(from, to, amount)| bank.transfer(*from, *to, *amount))
            .collect()
    }))
}

impl Transfers {
    /// Waits for them; returns what each of them returned.
    fn told(self) -> Vec<Told> {
        self.0.join().unwrap_or_else(|_| it_panicked())
    }
}

/// Makes a transfer on this thread.
fn transfer(bank: &Bank, from: usize, to: usize, amount: u64) -> Told {
    panic::catch_unwind(AssertUnwindSafe(|| bank.transfer(from, to, amount)))
        .unwrap_or_else(|_| it_panicked())
}

/// Says what it probably means.
fn it_panicked() -> ! {
    panic!(
        "`transfer` panicked: was the amount still covered when it was taken? (What was covered \
         when `transfer` looked may have been spent since.)"
    )
}

#[test]
fn one_transfer_after_the_other() {
    alone().check(|| {
        let bank = Bank::new(&[100, 50, 0]);
        assert_eq!(bank.transfer(0, 1, 30), Ok(()), "30 of 100 are covered");
        assert_eq!(bank.balances(), [70, 80, 0], "30 went from 0 to 1");
        assert_eq!(bank.transfer(1, 2, 80), Ok(()), "80 of 80 are covered");
        assert_eq!(bank.balances(), [70, 0, 80], "80 went from 1 to 2");
        assert_eq!(bank.transfer(2, 0, 1), Ok(()), "1 of 80 is covered");
        assert_eq!(bank.balances(), [71, 0, 79], "1 went from 2 to 0");
        assert_eq!(bank.balance(2), 79, "what is in account 2");
    });
}

#[test]
fn what_is_not_covered_changes_nothing() {
    alone().check(|| {
        let bank = Bank::new(&[10, 50]);
        assert_eq!(bank.transfer(0, 1, 11), Err(NotCovered), "11 of 10");
        assert_eq!(bank.balances(), [10, 50], "a refused transfer");
        assert_eq!(bank.transfer(1, 0, 51), Err(NotCovered), "51 of 50");
        assert_eq!(bank.balances(), [10, 50], "a refused transfer");
    });
}

#[test]
fn to_oneself_is_allowed_and_changes_nothing() {
    alone().check(|| {
        let bank = Bank::new(&[10, 50]);
        assert_eq!(bank.transfer(0, 0, 4), Ok(()), "4 of 10 are covered");
        assert_eq!(
            bank.balances(),
            [10, 50],
            "a transfer from account 0 to itself made or lost money: were both balances read \
             before one of them was written?"
        );
        assert_eq!(bank.transfer(0, 0, 11), Err(NotCovered), "11 of 10");
        assert_eq!(bank.balances(), [10, 50], "a refused transfer");
    });
}

#[test]
fn transfers_in_both_directions() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 10]));
        let other = transfers(&bank, &[(0, 1, 3)]);
        let mine = transfer(&bank, 1, 0, 5);
        assert_eq!(
            (mine, other.told()),
            (Ok(()), vec![Ok(())]),
            "both transfers are covered, whichever is first"
        );
        assert_eq!(
            bank.balances(),
            [12, 8],
            "3 went from 0 to 1, and 5 from 1 to 0: money was made or lost"
        );
    });
}

#[test]
fn transfers_in_a_ring() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 10, 10]));
        let others = [
            transfers(&bank, &[(0, 1, 1)]),
            transfers(&bank, &[(1, 2, 2)]),
        ];
        assert_eq!(transfer(&bank, 2, 0, 3), Ok(()), "3 of 10 are covered");
        for other in others {
            assert_eq!(other.told(), [Ok(())], "it is covered");
        }
        assert_eq!(bank.balances(), [12, 9, 9], "what is in the accounts");
    });
}

#[test]
fn nothing_is_spent_twice() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 0, 0]));
        let other = transfers(&bank, &[(0, 1, 6)]);
        let mine = transfer(&bank, 0, 2, 6);
        let other = other.told().remove(0);
        assert!(
            mine.is_ok() != other.is_ok(),
            "account 0 has 10, and of two transfers of 6 {} were made: what was covered when \
             `transfer` looked was no longer covered when it paid",
            if mine.is_ok() { "both" } else { "none" }
        );
        let expected = if mine.is_ok() { [4, 0, 6] } else { [4, 6, 0] };
        assert_eq!(bank.balances(), expected, "what is in the accounts");
    });
}

#[test]
fn what_has_left_one_account_is_in_the_other() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 0, 0]));
        let other = transfers(&bank, &[(0, 1, 10)]);
        let from_0 = transfer(&bank, 0, 2, 10);
        if from_0.is_err() {
            assert_eq!(
                transfer(&bank, 1, 2, 10),
                Ok(()),
                "account 0 had 10, and a transfer from it was refused, so another transfer had \
                 already moved the 10 to account 1. Account 1 does not cover a transfer of 10 \
                 either: the money was on its way, and in no account"
            );
        }
        assert!(
            other.told().remove(0).is_ok() != from_0.is_ok(),
            "account 0 had 10, and of two transfers of 10 {} were made",
            if from_0.is_ok() { "both" } else { "none" }
        );
    });
}

#[test]
fn nothing_is_lost_on_the_way_into_one_account() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 10, 0]));
        let other = transfers(&bank, &[(0, 2, 4)]);
        let mine = transfer(&bank, 1, 2, 5);
        assert_eq!(
            (mine, other.told()),
            (Ok(()), vec![Ok(())]),
            "both transfers are covered, and none is refused because somebody else is at it"
        );
        assert_eq!(
            bank.balances(),
            [6, 5, 9],
            "4 went from 0 to 2, and 5 from 1 to 2: money was made or lost"
        );
    });
}

#[test]
fn the_sum_is_always_the_same() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 10]));
        let other = transfers(&bank, &[(0, 1, 3), (1, 0, 5)]);
        let seen = bank.balances();
        other.told();
        assert_eq!(
            seen.iter().sum::<u64>(),
            20,
            "there is always 20 in all accounts together, and while money was moved, `balances` said \
             {seen:?}: it was put together from different moments, or it saw money on its way"
        );
    });
}

#[test]
fn the_sum_of_three_accounts_is_always_the_same() {
    explorer().check(|| {
        let bank = Arc::new(Bank::new(&[10, 10, 10]));
        let other = transfers(&bank, &[(2, 0, 3)]);
        let another = transfers(&bank, &[(0, 2, 4)]);
        let seen = bank.balances();
        other.told();
        another.told();
        assert_eq!(
            seen.iter().sum::<u64>(),
            30,
            "there is always 30 in all accounts together, and while money was moved, `balances` said \
             {seen:?}: it was put together from different moments, or it saw money on its way"
        );
    });
}
