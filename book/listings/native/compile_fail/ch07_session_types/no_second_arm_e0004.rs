use session_types::{Chan, Eps, Left, Offer, Recv};

fn reads(chan: Chan<(), Offer<Recv<f64, Eps>, Eps>>) -> f64 {
    match chan.offer() {
        Left(chan) => {
            let (chan, value) = chan.recv();
            chan.close();
            value
        }
    }
}

fn main() {}
