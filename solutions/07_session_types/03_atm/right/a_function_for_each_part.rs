//@ title: A function for each part of the conversation, and `let else` where it may end

use session_types::{Chan, Choose, Eps, HasDual, Left, Offer, Recv, Right, Send};

type Dual<P> = <P as HasDual>::Dual;

type Deposit = Send<u64, Recv<u64, Eps>>;
type Withdraw = Send<u64, Offer<Recv<u64, Eps>, Eps>>;
type Balance = Recv<u64, Eps>;
/// When the PIN was right.
type Wishes = Choose<Deposit, Choose<Withdraw, Balance>>;

/// The protocol as the customer sees it.
pub type Customer = Send<u16, Offer<Wishes, Eps>>;

/// The protocol as the machine sees it.
pub type Atm = Dual<Customer>;

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
    match channel.send(pin).offer() {
        Right(channel) => {
            channel.close();
            Reply::WrongPin
        }
        Left(channel) => match wish {
            Wish::Deposit(amount) => last_word(channel.sel1().send(amount)),
            Wish::Withdraw(amount) => withdraw(channel.sel2().sel1(), amount),
            // The same as `sel2().sel2()`.
            Wish::Balance => last_word(channel.skip2()),
        },
    }
}

/// Takes money, if the machine pays.
fn withdraw(channel: Chan<(), Withdraw>, amount: u64) -> Reply {
    match channel.send(amount).offer() {
        Left(channel) => last_word(channel),
        Right(channel) => {
            channel.close();
            Reply::Refused
        }
    }
}

/// The balance, and the end: two of the ways end like this.
fn last_word(channel: Chan<(), Recv<u64, Eps>>) -> Reply {
    let (channel, balance) = channel.recv();
    channel.close();
    Reply::Balance(balance)
}

/// Serves one customer.
pub fn atm(channel: Chan<(), Atm>, account: &mut Account) {
    let (channel, pin) = channel.recv();
    if pin != account.pin {
        return channel.sel2().close();
    }
    match channel.sel1().offer() {
        Left(channel) => account.deposit(channel),
        Right(channel) => match channel.offer() {
            Left(channel) => account.pay(channel),
            Right(channel) => channel.send(account.balance).close(),
        },
    }
}

impl Account {
    fn deposit(&mut self, channel: Chan<(), Dual<Deposit>>) {
        let (channel, amount) = channel.recv();
        self.balance += amount;
        channel.send(self.balance).close();
    }

    fn pay(&mut self, channel: Chan<(), Dual<Withdraw>>) {
        let (channel, amount) = channel.recv();
        let Some(rest) = self.balance.checked_sub(amount) else {
            return channel.sel2().close();
        };
        self.balance = rest;
        channel.sel1().send(rest).close();
    }
}
