//! How session types work inside: a channel whose type says what may be done next.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

// ANCHOR: protocol
/// "Send a `T`, then go on with `Next`."
pub struct Send<T, Next>(PhantomData<(T, Next)>);
/// "Receive a `T`, then go on with `Next`."
pub struct Recv<T, Next>(PhantomData<(T, Next)>);
/// "The conversation is over."
pub struct End;
// ANCHOR_END: protocol

// ANCHOR: channel
/// One end of a conversation. `Protocol` is what is still to be done; it exists
/// only in the type.
pub struct Chan<Protocol> {
    sender: Sender<Box<dyn Any + std::marker::Send>>,
    receiver: Receiver<Box<dyn Any + std::marker::Send>>,
    protocol: PhantomData<fn() -> Protocol>,
}

impl<Protocol> Chan<Protocol> {
    /// The same two queues with the next protocol. Takes `self`: the old end is
    /// gone.
    fn next<Next>(self) -> Chan<Next> {
        Chan {
            sender: self.sender,
            receiver: self.receiver,
            protocol: PhantomData,
        }
    }
}

impl<T: std::marker::Send + 'static, Next> Chan<Send<T, Next>> {
    /// Only an end whose protocol begins with `Send` has this method.
    pub fn send(self, value: T) -> Chan<Next> {
        self.sender
            .send(Box::new(value))
            .expect("the other end is gone");
        self.next()
    }
}

impl<T: 'static, Next> Chan<Recv<T, Next>> {
    /// Only an end whose protocol begins with `Recv` has this method.
    pub fn recv(self) -> (Chan<Next>, T) {
        let value = self.receiver.recv().expect("the other end is gone");
        let value = value
            .downcast()
            .expect("both ends follow the same protocol");
        (self.next(), *value)
    }
}

impl Chan<End> {
    /// The conversation is over.
    pub fn close(self) {}
}
// ANCHOR_END: channel

// ANCHOR: dual
/// A protocol, and what the other side must do.
pub trait HasDual {
    /// Where one side sends, the other receives.
    type Dual;
}
impl<T, Next: HasDual> HasDual for Send<T, Next> {
    type Dual = Recv<T, Next::Dual>;
}
impl<T, Next: HasDual> HasDual for Recv<T, Next> {
    type Dual = Send<T, Next::Dual>;
}
impl HasDual for End {
    type Dual = End;
}

/// The two ends of a new conversation.
pub fn session<Protocol: HasDual>() -> (Chan<Protocol>, Chan<Protocol::Dual>) {
    let (to_right, from_left) = mpsc::channel();
    let (to_left, from_right) = mpsc::channel();
    (
        Chan {
            sender: to_right,
            receiver: from_right,
            protocol: PhantomData,
        },
        Chan {
            sender: to_left,
            receiver: from_left,
            protocol: PhantomData,
        },
    )
}
// ANCHOR_END: dual

// ANCHOR: uses
/// What the client does: two numbers out, their sum back.
type Client = Send<u32, Send<u32, Recv<u32, End>>>;

/// A client and a server that follow it.
pub fn sum() -> u32 {
    let (client, server) = session::<Client>();
    let server = thread::spawn(move || {
        let (server, first) = server.recv();
        let (server, second) = server.recv();
        server.send(first + second).close();
    });
    let (client, sum) = client.send(40).send(2).recv();
    client.close();
    server.join().unwrap();
    sum
}
// ANCHOR_END: uses

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conversation_always_ends_with_the_sum() {
        assert_eq!(interleave::outcomes(sum), [42].into());
    }
}
