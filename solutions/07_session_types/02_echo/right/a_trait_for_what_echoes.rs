//@ title: A trait for the channels that can echo

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the caller sees it.
pub type Caller = Send<String, Recv<String, Send<u32, Recv<u32, Eps>>>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// A channel whose next steps are an echo.
pub trait Echoes {
    /// The channel after it.
    type Rest;
    /// Takes the two steps.
    fn echo_one(self) -> Self::Rest;
}

impl<E, T: std::marker::Send + 'static, P> Echoes for Chan<E, Recv<T, Send<T, P>>> {
    type Rest = Chan<E, P>;

    fn echo_one(self) -> Chan<E, P> {
        let (channel, value) = self.recv();
        channel.send(value)
    }
}

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
pub fn echo_one<C: Echoes>(channel: C) -> C::Rest {
    channel.echo_one()
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    channel.echo_one().echo_one().close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
