//! One side chooses how the conversation goes on, the other offers.

// ANCHOR: program
use session_types::{
    Chan, Choose, Eps, HasDual, Offer, Recv, Send, offer, session_channel,
};
use std::thread;

/// What a thermometer offers: its value in degrees Celsius, or a new name for
/// itself.
type Thermometer = Offer<Send<f64, Eps>, Recv<String, Eps>>;
/// What its user does: choose one of the two.
pub type User = Choose<Recv<f64, Eps>, Send<String, Eps>>;

fn thermometer(chan: Chan<(), Thermometer>) -> String {
    let mut name = String::from("nameless");
    offer! { chan,
        Read => chan.send(21.5).close(),
        Rename => {
            let (chan, new) = chan.recv();
            chan.close();
            name = new;
        }
    }
    name
}

/// Chooses the first: receives the value.
pub fn read(chan: Chan<(), User>) -> f64 {
    let (chan, value) = chan.sel1().recv();
    chan.close();
    value
}

/// Chooses the second: sends a name.
pub fn rename(chan: Chan<(), User>) {
    chan.sel2().send(String::from("kitchen")).close();
}
// ANCHOR_END: program

/// Runs a thermometer on a thread, and a user here; returns the thermometer's
/// name and what the user returns.
pub fn with_thermometer<T>(
    user: impl FnOnce(Chan<(), <Thermometer as HasDual>::Dual>) -> T,
) -> (String, T) {
    let (server, client) = session_channel();
    let server = thread::spawn(move || thermometer(server));
    let result = user(client);
    (server.join().unwrap(), result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_chooses() {
        assert_eq!(with_thermometer(read), ("nameless".to_string(), 21.5));
        assert_eq!(with_thermometer(rename), ("kitchen".to_string(), ()));
    }
}
