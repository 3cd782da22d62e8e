use session_types::{Chan, Eps, Offer, Recv};

fn reads(chan: Chan<(), Offer<Recv<f64, Eps>, Eps>>) -> f64 {
    let (chan, value) = chan.sel1().recv();
    chan.close();
    value
}

fn main() {}
