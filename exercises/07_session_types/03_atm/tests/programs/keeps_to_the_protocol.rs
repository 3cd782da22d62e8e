//! A customer and a machine that go through every branch, with the types written out.
use session_types::{Chan, Choose, Eps, Left, Offer, Recv, Right, Send, offer};
use subject::{Atm, Customer};

pub fn customer(channel: Chan<(), Customer>, wish: u8) -> Option<u64> {
    type Menu = Choose<
        Send<u64, Recv<u64, Eps>>,
        Choose<Send<u64, Offer<Recv<u64, Eps>, Eps>>, Recv<u64, Eps>>,
    >;
    let channel: Chan<(), Menu> = match channel.send(1_u16).offer() {
        Left(channel) => channel,
        Right(channel) => {
            channel.close();
            return None;
        }
    };
    let (channel, balance) = match wish {
        0 => channel.sel1().send(1_u64).recv(),
        1 => match channel.sel2().sel1().send(1_u64).offer() {
            Left(channel) => channel.recv(),
            Right(channel) => {
                channel.close();
                return None;
            }
        },
        _ => channel.sel2().sel2().recv(),
    };
    channel.close();
    Some(balance)
}

pub fn machine(channel: Chan<(), Atm>) {
    let (channel, pin) = channel.recv();
    if pin == 0_u16 {
        return channel.sel2().close();
    }
    let channel = channel.sel1();
    offer! { channel,
        Deposit => {
            let (channel, amount) = channel.recv();
            channel.send(amount).close();
        },
        Withdraw => match channel.recv() {
            (channel, 0_u64) => channel.sel1().send(0_u64).close(),
            (channel, _) => channel.sel2().close()
        },
        Balance => channel.send(0_u64).close()
    }
}

fn main() {}
