//! The machine has two arms for three branches. The second one gets what is left: a fork.
use session_types::{Chan, offer};
use subject::Atm;

pub fn machine(channel: Chan<(), Atm>) {
    let (channel, _pin) = channel.recv();
    let channel = channel.sel1();
    offer! { channel,
        Deposit => {
            let (channel, amount) = channel.recv();
            channel.send(amount).close();
        },
        Balance => channel.send(0_u64).close()
    }
}

fn main() {}
