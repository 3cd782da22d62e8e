//! Both ends of one channel are given to machines.
use session_types::session_channel;
use subject::{Account, Atm, atm};

fn main() {
    let mut account = Account { pin: 1, balance: 1 };
    let (one, other) = session_channel::<Atm>();
    atm(one, &mut account);
    atm(other, &mut account);
}
