//! Asks about one number after the other, until the answer is `true`.
use session_types::{Chan, Choose, Eps, Rec, Recv, Send, Var, Z};

pub type Search = Rec<Choose<Send<u32, Recv<bool, Var<Z>>>, Eps>>;

pub fn search(channel: Chan<(), Search>, numbers: &[u32]) -> Option<u32> {
    let channel = channel.enter();
    for number in numbers {
        let (next, found) = channel.sel1().send(*number).recv();
        let next = next.zero();
        if found {
            next.sel2().close();
            return Some(*number);
        }
    }
    channel.sel2().close();
    None
}

fn main() {}
