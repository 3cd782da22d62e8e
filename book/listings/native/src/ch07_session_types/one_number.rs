//! A conversation of two messages.

// ANCHOR: program
use session_types::{Chan, Eps, HasDual, Recv, Send, session_channel};
use std::thread;

/// What the server does: receive two numbers, send their sum, stop.
type Server = Recv<u32, Recv<u32, Send<u32, Eps>>>;
/// What the client does: the dual. `Send` and `Recv` have changed places.
type Client = <Server as HasDual>::Dual;

fn serve(chan: Chan<(), Server>) {
    let (chan, first) = chan.recv();
    let (chan, second) = chan.recv();
    chan.send(first + second).close();
}

fn ask(chan: Chan<(), Client>) -> u32 {
    let (chan, sum) = chan.send(40).send(2).recv();
    chan.close();
    sum
}

/// Both ends on their own threads.
pub fn sum() -> u32 {
    let (server, client) = session_channel();
    let server = thread::spawn(move || serve(server));
    let sum = ask(client);
    server.join().unwrap();
    sum
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_gets_the_sum() {
        assert_eq!(sum(), 42);
    }

    // ANCHOR: dual
    /// The dual written out, for whoever would like to see it. It compiles only
    /// if they are the same type.
    #[test]
    fn the_dual_of_receiving_is_sending() {
        fn same<T>(_: fn(T), _: fn(T)) {}
        type WrittenOut = Send<u32, Send<u32, Recv<u32, Eps>>>;
        same(|_: Client| (), |_: WrittenOut| ());
    }
    // ANCHOR_END: dual
}
