//! What the protocol and its two sides must be, in every branch.
//!
//! The cases compile with whatever types the learner has written: an end of a channel is handed
//! over through `Any`, and if its type is not the protocol of the statement, the case says so.

use std::any::TypeId;
use std::sync::LazyLock;
use std::thread;

use native_checks::process::in_its_own_process;
use native_checks::programs::Verdicts;
use native_checks::sessions::{be_told, departs, hand_over, hear, name, same_protocol};
use session_types::{Chan, Choose, Eps, HasDual, Left, Offer, Recv, Right, Send, session_channel};

use crate::subject::{self, Account, Atm, Customer, Reply, Wish};

/// The protocol of the statement, from either side.
type Menu = Choose<
    Send<u64, Recv<u64, Eps>>,
    Choose<Send<u64, Offer<Recv<u64, Eps>, Eps>>, Recv<u64, Eps>>,
>;
type Keys = Send<u16, Offer<Menu, Eps>>;
type Inside = <Keys as HasDual>::Dual;

const PIN: u16 = 4711;

#[test]
fn the_type_says_who_chooses_when() {
    assert!(
        TypeId::of::<Customer>() == TypeId::of::<Keys>(),
        "`Customer` is `{}`. {}",
        name::<Customer>(),
        departs::<Customer, Keys>()
    );
}

#[test]
fn the_machine_is_the_dual_of_the_customer() {
    type Dual = <Customer as HasDual>::Dual;
    assert!(
        TypeId::of::<Atm>() == TypeId::of::<Dual>(),
        "`Atm` is `{}`, and the dual of your `Customer` is `{}`",
        name::<Atm>(),
        name::<Dual>()
    );
}

/// What the check does at the keys, and what must come of it.
const VISITS: &[(u16, u64, Wish, Reply, u64)] = &[
    (PIN, 100, Wish::Deposit(20), Reply::Balance(120), 120),
    (PIN, 0, Wish::Deposit(1), Reply::Balance(1), 1),
    (PIN, 100, Wish::Withdraw(30), Reply::Balance(70), 70),
    (PIN, 100, Wish::Withdraw(100), Reply::Balance(0), 0),
    (PIN, 100, Wish::Withdraw(101), Reply::Refused, 100),
    (PIN, 0, Wish::Withdraw(0), Reply::Balance(0), 0),
    (PIN, 0, Wish::Withdraw(1), Reply::Refused, 0),
    (PIN, 57, Wish::Balance, Reply::Balance(57), 57),
    (PIN + 1, 100, Wish::Deposit(20), Reply::WrongPin, 100),
    (PIN - 1, 100, Wish::Withdraw(20), Reply::WrongPin, 100),
    (0, 100, Wish::Balance, Reply::WrongPin, 100),
];

#[test]
fn the_machine_goes_on_only_with_the_right_pin() {
    in_its_own_process(
        concat!(
            module_path!(),
            "::the_machine_goes_on_only_with_the_right_pin"
        ),
        || machine_alone(|pin, wish| pin != PIN || wish == Wish::Balance),
    );
}

#[test]
fn the_machine_takes_deposits() {
    in_its_own_process(
        concat!(module_path!(), "::the_machine_takes_deposits"),
        || machine_alone(|pin, wish| pin == PIN && matches!(wish, Wish::Deposit(_))),
    );
}

#[test]
fn the_machine_pays_what_there_is_and_no_more() {
    in_its_own_process(
        concat!(
            module_path!(),
            "::the_machine_pays_what_there_is_and_no_more"
        ),
        || machine_alone(|pin, wish| pin == PIN && matches!(wish, Wish::Withdraw(_))),
    );
}

#[test]
fn the_customer_returns_what_the_machine_decides() {
    in_its_own_process(
        concat!(
            module_path!(),
            "::the_customer_returns_what_the_machine_decides"
        ),
        customer_alone,
    );
}

#[test]
fn customer_and_machine_understand_each_other() {
    in_its_own_process(
        concat!(
            module_path!(),
            "::customer_and_machine_understand_each_other"
        ),
        || {
            // If one side does not keep to the protocol, the other may wait for ever. So each is
            // tried alone first.
            machine_alone(|_, _| true);
            customer_alone();
            for &(pin, balance, wish, reply, after) in VISITS {
                let (keys, inside) = session_channel::<Keys>();
                let keys = hand_over::<_, Customer>(keys);
                let inside = hand_over::<_, Atm>(inside);
                let machine = thread::spawn(move || {
                    let mut account = Account { pin: PIN, balance };
                    subject::atm(inside, &mut account);
                    account
                });
                let got = subject::customer(keys, pin, wish);
                let account = machine.join().expect("`atm` does not panic");
                let visit = format!("{wish:?} with the PIN {pin}, when the balance was {balance}");
                assert_eq!(got, reply, "what `customer` returned for {visit}");
                assert_eq!(account.balance, after, "the balance after {visit}");
            }
        },
    );
}

/// A customer, by the check. Nothing, if the machine ends too early.
fn visit(keys: Chan<(), Keys>, pin: u16, wish: Wish, ended: &dyn Fn() -> bool) -> Option<Reply> {
    let menu = match be_told(keys.send(pin), ended)? {
        Left(menu) => menu,
        Right(over) => {
            over.close();
            return Some(Reply::WrongPin);
        }
    };
    let (over, balance) = match wish {
        Wish::Deposit(amount) => hear(menu.sel1().send(amount), ended)?,
        Wish::Withdraw(amount) => match be_told(menu.sel2().sel1().send(amount), ended)? {
            Left(paid) => hear(paid, ended)?,
            Right(over) => {
                over.close();
                return Some(Reply::Refused);
            }
        },
        Wish::Balance => hear(menu.sel2().sel2(), ended)?,
    };
    over.close();
    Some(Reply::Balance(balance))
}

/// The check plays the customer.
fn machine_alone(which: impl Fn(u16, Wish) -> bool) {
    same_protocol::<Customer, Atm, Keys>("Customer", "Atm");
    for &(pin, balance, wish, reply, after) in VISITS {
        if !which(pin, wish) {
            continue;
        }
        let (keys, inside) = session_channel::<Keys>();
        let inside = hand_over::<_, Atm>(inside);
        let machine = thread::spawn(move || {
            let mut account = Account { pin: PIN, balance };
            subject::atm(inside, &mut account);
            account
        });
        // Should the machine be gone in between, its own panic has told why, and a `send` here ends
        // the process.
        let got = visit(keys, pin, wish, &|| machine.is_finished());
        let account = machine
            .join()
            .expect("`atm` panicked; was the channel dropped where it should be closed?");

        let visit =
            format!("{wish:?} with the PIN {pin}, when the PIN is {PIN} and the balance {balance}");
        assert!(got.is_some(), "{visit}: `atm` ended before it had answered");
        assert_eq!(
            got,
            Some(reply),
            "{visit}: what the machine decided (left), and what it should (right)"
        );
        assert_eq!(
            account,
            Account {
                pin: PIN,
                balance: after
            },
            "{visit}: the account afterwards (left), and what it should be (right)"
        );
    }
}

/// What the check's machine decides, whatever the customer may hope for: the reply that `customer`
/// has to return.
const DECISIONS: &[(u16, Wish, Reply)] = &[
    (PIN, Wish::Deposit(20), Reply::Balance(3)),
    (PIN, Wish::Deposit(20), Reply::WrongPin),
    (PIN, Wish::Withdraw(1), Reply::Refused),
    (PIN, Wish::Withdraw(1_000_000), Reply::Balance(999)),
    (0, Wish::Withdraw(5), Reply::WrongPin),
    (0, Wish::Balance, Reply::Balance(u64::MAX)),
    (u16::MAX, Wish::Balance, Reply::WrongPin),
];

/// A machine, by the check. The PIN and the wish that it heard; nothing if the customer ends too
/// early.
fn decide(
    inside: Chan<(), Inside>,
    reply: Reply,
    ended: &dyn Fn() -> bool,
) -> Option<(u16, Option<Wish>)> {
    let (inside, pin) = hear(inside, ended)?;
    let balance = match reply {
        Reply::WrongPin => {
            inside.sel2().close();
            return Some((pin, None));
        }
        Reply::Refused => None,
        Reply::Balance(balance) => Some(balance),
    };
    let wish = match be_told(inside.sel1(), ended)? {
        Left(deposit) => {
            let (deposit, amount) = hear(deposit, ended)?;
            deposit.send(balance.unwrap_or_default()).close();
            Wish::Deposit(amount)
        }
        Right(more) => match be_told(more, ended)? {
            Left(withdraw) => {
                let (withdraw, amount) = hear(withdraw, ended)?;
                match balance {
                    Some(balance) => withdraw.sel1().send(balance).close(),
                    None => withdraw.sel2().close(),
                }
                Wish::Withdraw(amount)
            }
            Right(see) => {
                see.send(balance.unwrap_or_default()).close();
                Wish::Balance
            }
        },
    };
    Some((pin, Some(wish)))
}

/// The check plays the machine.
fn customer_alone() {
    same_protocol::<Customer, Atm, Keys>("Customer", "Atm");
    for &(pin, wish, reply) in DECISIONS {
        let (keys, inside) = session_channel::<Keys>();
        let keys = hand_over::<_, Customer>(keys);
        let customer = thread::spawn(move || subject::customer(keys, pin, wish));
        let heard = decide(inside, reply, &|| customer.is_finished());
        let got = customer
            .join()
            .expect("`customer` panicked; was the channel dropped where it should be closed?");

        let visit = format!("{wish:?} with the PIN {pin}, at a machine that decides {reply:?}");
        let Some((said, chosen)) = heard else {
            panic!("{visit}: `customer` ended before the conversation was over");
        };
        assert_eq!(said, pin, "{visit}: the PIN that `customer` sent");
        if let Some(chosen) = chosen {
            assert_eq!(chosen, wish, "{visit}: what `customer` chose");
        }
        assert_eq!(
            got, reply,
            "{visit}: `customer` returns what the machine said"
        );
    }
}

/// Programs that use the learner's types, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &["session_types = \"0.3.1\""],
        native_checks::programs![
            "keeps_to_the_protocol",
            "customer_decides_about_the_pin",
            "leaves_out_an_arm",
            "forgets_that_it_can_be_refused",
            "takes_the_money_at_once",
            "amount_before_the_wish",
            "deposits_and_leaves",
            "machine_to_machine",
        ],
    )
});

#[test]
fn a_program_that_keeps_to_the_protocol_compiles() {
    PROGRAMS.must_accept(
        "keeps_to_the_protocol",
        "it goes through every branch as the task says",
    );
}

#[test]
fn a_customer_that_decides_about_the_pin_does_not_compile() {
    PROGRAMS.must_reject(
        "customer_decides_about_the_pin",
        "E0599",
        "whoever offers has no `sel1`: the other side chooses",
    );
}

#[test]
fn leaving_out_an_arm_does_not_compile() {
    PROGRAMS.must_reject(
        "leaves_out_an_arm",
        "E0599",
        "the last arm gets all the branches that are left, and here that is a fork, which has no \
         `send`",
    );
}

#[test]
fn forgetting_that_the_machine_can_refuse_does_not_compile() {
    PROGRAMS.must_reject(
        "forgets_that_it_can_be_refused",
        "E0004",
        "the machine may choose the second branch, and a `match` must be ready for both",
    );
}

#[test]
fn taking_the_money_before_the_decision_does_not_compile() {
    PROGRAMS.must_reject(
        "takes_the_money_at_once",
        "E0599",
        "a channel on which the machine has to choose has no `recv`",
    );
}

#[test]
fn sending_an_amount_before_the_wish_does_not_compile() {
    PROGRAMS.must_reject(
        "amount_before_the_wish",
        "E0599",
        "a channel on which the customer has to choose has no `send`",
    );
}

#[test]
fn depositing_without_listening_does_not_compile() {
    PROGRAMS.must_reject(
        "deposits_and_leaves",
        "E0599",
        "a channel on which a balance is due has no `close`",
    );
}

#[test]
fn a_machine_cannot_talk_to_a_machine() {
    PROGRAMS.must_reject(
        "machine_to_machine",
        "E0308",
        "the other end of a machine's channel is a customer's",
    );
}
