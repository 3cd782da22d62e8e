//@ title: Told, and not booked
//@ idea: "The customer gets the new balance, so the deposit is made."
//@ test: the_machine_takes_deposits
//@ kind: assert
//@ says: the account afterwards

use session_types::{Chan, Choose, Eps, HasDual, Left, Offer, Recv, Right, Send, offer};

/// An amount out, the new balance back.
pub type Deposit = Send<u64, Recv<u64, Eps>>;

/// An amount out. Then the machine decides: the new balance, or nothing more.
pub type Withdraw = Send<u64, Offer<Recv<u64, Eps>, Eps>>;

/// The balance comes, unasked: that this branch was chosen is the question.
pub type Balance = Recv<u64, Eps>;

/// The protocol as the customer sees it.
pub type Customer = Send<u16, Offer<Choose<Deposit, Choose<Withdraw, Balance>>, Eps>>;

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
    let channel = match channel.send(pin).offer() {
        Left(channel) => channel,
        Right(channel) => {
            channel.close();
            return Reply::WrongPin;
        }
    };
    let (channel, balance) = match wish {
        Wish::Deposit(amount) => channel.sel1().send(amount).recv(),
        Wish::Withdraw(amount) => match channel.sel2().sel1().send(amount).offer() {
            Left(channel) => channel.recv(),
            Right(channel) => {
                channel.close();
                return Reply::Refused;
            }
        },
        Wish::Balance => channel.sel2().sel2().recv(),
    };
    channel.close();
    Reply::Balance(balance)
}

/// Serves one customer.
pub fn atm(channel: Chan<(), Atm>, account: &mut Account) {
    let (channel, pin) = channel.recv();
    if pin != account.pin {
        channel.sel2().close();
        return;
    }
    let channel = channel.sel1();
    offer! { channel,
        Deposit => {
            let (channel, amount) = channel.recv();
            channel.send(account.balance + amount).close();
        },
        Withdraw => {
            let (channel, amount) = channel.recv();
            match account.balance.checked_sub(amount) {
                Some(rest) => {
                    account.balance = rest;
                    channel.sel1().send(rest).close();
                }
                None => channel.sel2().close(),
            }
        },
        Balance => channel.send(account.balance).close()
    }
}
