//! A cash machine and its customer: each makes decisions, and the other has to follow.
//!
//! Write the protocol and both sides of it. The statement is in README.md.

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the customer sees it.
// TODO: whoever sends any number is told the balance. Where does somebody decide something, and who?
pub type Customer = Send<u16, Recv<u64, Eps>>;

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
    // TODO: a branch for each wish, and a reply for each decision of the machine.
    let _ = wish;
    let (channel, balance) = channel.send(pin).recv();
    channel.close();
    Reply::Balance(balance)
}

/// Serves one customer.
pub fn atm(channel: Chan<(), Atm>, account: &mut Account) {
    // TODO
    let (channel, _pin) = channel.recv();
    channel.send(account.balance).close();
}
