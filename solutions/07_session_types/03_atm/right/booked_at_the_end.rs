//@ title: The machine's protocol is written down, it decides first and books last, with `offer!` on both sides

use session_types::{Chan, Choose, Eps, HasDual, Offer, Recv, Send, offer};

/// The protocol as the customer sees it.
pub type Customer = <Atm as HasDual>::Dual;

/// The protocol as the machine sees it.
pub type Atm = Recv<
    u16,
    Choose<
        Offer<
            Recv<u64, Send<u64, Eps>>,
            Offer<Recv<u64, Choose<Send<u64, Eps>, Eps>>, Send<u64, Eps>>,
        >,
        Eps,
    >,
>;

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
    let (channel, balance) = offer! { channel,
        Accepted => match wish {
            Wish::Deposit(amount) => channel.sel1().send(amount).recv(),
            Wish::Withdraw(amount) => {
                let channel = channel.sel2().sel1().send(amount);
                offer! { channel,
                    Paid => channel.recv(),
                    Refused => {
                        channel.close();
                        return Reply::Refused;
                    }
                }
            }
            Wish::Balance => channel.sel2().sel2().recv(),
        },
        WrongPin => {
            channel.close();
            return Reply::WrongPin;
        }
    };
    channel.close();
    Reply::Balance(balance)
}

/// Serves one customer.
pub fn atm(channel: Chan<(), Atm>, account: &mut Account) {
    let (channel, pin) = channel.recv();
    if account.pin != pin {
        channel.sel2().close();
        return;
    }
    let balance = account.balance;
    let channel = channel.sel1();
    // What the account is to hold when the customer has gone.
    let after = offer! { channel,
        Deposit => {
            let (channel, amount) = channel.recv();
            let after = balance + amount;
            channel.send(after).close();
            after
        },
        Withdraw => {
            let (channel, amount) = channel.recv();
            if amount <= balance {
                let after = balance - amount;
                channel.sel1().send(after).close();
                after
            } else {
                channel.sel2().close();
                balance
            }
        },
        Balance => {
            channel.send(balance).close();
            balance
        }
    };
    account.balance = after;
}
