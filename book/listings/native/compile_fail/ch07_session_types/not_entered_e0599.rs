use session_types::{Chan, Rec, Send, Var, Z};

fn for_ever(chan: Chan<(), Rec<Send<u8, Var<Z>>>>) -> ! {
    let mut chan = chan;
    loop {
        chan = chan.send(1).zero();
    }
}

fn main() {}
