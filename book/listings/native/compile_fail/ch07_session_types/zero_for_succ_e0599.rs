use session_types::{Chan, Rec, S, Send, Var, Z};

type Outer = Rec<Send<u8, Inner>>;
type Inner = Rec<Send<u8, Var<S<Z>>>>;

fn once_round(chan: Chan<(), Outer>) -> ! {
    let mut outer = chan.enter();
    loop {
        let inner = outer.send(1).enter();
        outer = inner.send(2).zero();
    }
}

fn main() {}
