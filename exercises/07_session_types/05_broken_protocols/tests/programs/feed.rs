//! Sends all numbers.
use session_types::{Chan, Choose, Eps, Rec, Send, Var, Z};

pub type Feed = Rec<Choose<Send<u32, Var<Z>>, Eps>>;

pub fn feed(channel: Chan<(), Feed>, numbers: &[u32]) {
    let mut channel = channel.enter();
    for number in numbers {
        channel = channel.sel1().send(*number).zero();
    }
    channel.close();
}

fn main() {}
