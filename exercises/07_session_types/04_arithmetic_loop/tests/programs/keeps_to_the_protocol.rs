//! A client and a server that go through every branch, and back on every way.
use session_types::{Chan, Left, Right, offer};
use subject::{Client, Server};

pub fn client(channel: Chan<(), Client>) -> Option<i64> {
    let channel = channel.enter();
    let numbers = channel.sel1().enter();
    let numbers = numbers.sel1().send(1_i64).zero();
    let numbers = numbers.sel1().send(2_i64).zero();
    let (after, sum) = numbers.sel2().recv();
    let _: i64 = sum;
    let channel = after.succ().zero();
    let (channel, quotient) = match channel.sel2().sel1().send(1_i64).send(2_i64).offer() {
        Left(channel) => {
            let (channel, quotient) = channel.recv();
            (channel.zero(), Some(quotient))
        }
        Right(channel) => (channel.zero(), None),
    };
    channel.sel2().sel2().close();
    quotient
}

pub fn server(channel: Chan<(), Server>) {
    let mut channel = channel.enter();
    loop {
        channel = offer! { channel,
            Sum => {
                let mut numbers = channel.enter();
                loop {
                    match numbers.offer() {
                        Left(more) => {
                            let (more, number) = more.recv();
                            let _: i64 = number;
                            numbers = more.zero();
                        }
                        Right(all) => break all.send(0_i64).succ().zero(),
                    }
                }
            },
            Divide => {
                let (channel, dividend) = channel.recv();
                let (channel, divisor) = channel.recv();
                let _: (i64, i64) = (dividend, divisor);
                if divisor == 0 {
                    channel.sel2().zero()
                } else {
                    channel.sel1().send(0_i64).zero()
                }
            },
            Quit => return channel.close()
        };
    }
}

fn main() {}
