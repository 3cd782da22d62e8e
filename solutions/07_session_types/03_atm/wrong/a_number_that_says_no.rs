//@ title: A special number says no
//@ idea: "I need no choice: a balance of `u64::MAX` means no."
//@ test: the_type_says_who_chooses_when
//@ kind: assert
//@ says: `Customer` is `Send<u16, Choose<Send<u64, Recv<u64, Eps>>, Choose<Send<u64, Recv<u64, Eps>>, Recv<u64, Eps>>>>`

use session_types::{Chan, Choose, Eps, HasDual, Recv, Send, offer};

/// An amount out, the new balance back.
pub type Deposit = Send<u64, Recv<u64, Eps>>;

/// The machine always answers, and sometimes the answer is not a balance. The type does not know.
pub type Withdraw = Send<u64, Recv<u64, Eps>>;

/// The balance comes, unasked: that this branch was chosen is the question.
pub type Balance = Recv<u64, Eps>;

/// The protocol as the customer sees it.
pub type Customer = Send<u16, Choose<Deposit, Choose<Withdraw, Balance>>>;

/// The protocol as the machine sees it.
pub type Atm = <Customer as HasDual>::Dual;

/// What the machine knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who knows it may use the account.
    pub pin: u16,
    /// How much money there is.
    pub balance: u64,
}

/// What a customer wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To bring this much.
    Deposit(u64),
    /// To take this much.
    Withdraw(u64),
    /// To see how much there is.
    Balance,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The machine did not accept the PIN.
    WrongPin,
    /// The machine did not pay.
    Refused,
    /// The machine did what was wanted, and this is the balance that it sent.
    Balance(u64),
}

/// Wants one thing, and returns how it went.
pub fn customer(channel: Chan<(), Customer>, pin: u16, wish: Wish) -> Reply {
    let channel = channel.send(pin);
    let (channel, balance) = match wish {
        Wish::Deposit(amount) => channel.sel1().send(amount).recv(),
        Wish::Withdraw(amount) => channel.sel2().sel1().send(amount).recv(),
        Wish::Balance => channel.sel2().sel2().recv(),
    };
    channel.close();
    match (balance, wish) {
        (u64::MAX, Wish::Withdraw(_)) => Reply::Refused,
        (u64::MAX, _) => Reply::WrongPin,
        _ => Reply::Balance(balance),
    }
}

/// Serves one customer.
pub fn atm(channel: Chan<(), Atm>, account: &mut Account) {
    let (channel, pin) = channel.recv();
    let known = pin == account.pin;
    offer! { channel,
        Deposit => {
            let (channel, amount) = channel.recv();
            if known {
                account.balance += amount;
            }
            channel.send(if known { account.balance } else { u64::MAX }).close();
        },
        Withdraw => {
            let (channel, amount) = channel.recv();
            let paid = known && amount <= account.balance;
            if paid {
                account.balance -= amount;
            }
            channel.send(if paid { account.balance } else { u64::MAX }).close();
        },
        Balance => channel.send(if known { account.balance } else { u64::MAX }).close()
    }
}
