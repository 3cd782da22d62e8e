//! Sends rows of numbers.
use session_types::{Chan, Choose, Eps, Rec, S, Send, Var, Z};

pub type Table = Rec<Choose<Rec<Choose<Send<u32, Var<Z>>, Var<S<Z>>>>, Eps>>;

pub fn table(channel: Chan<(), Table>, rows: &[Vec<u32>]) {
    let mut channel = channel.enter();
    for row in rows {
        let mut inner = channel.sel1().enter();
        for number in row {
            inner = inner.sel1().send(*number).zero();
        }
        channel = inner.sel2().zero();
    }
    channel.sel2().close();
}

fn main() {}
