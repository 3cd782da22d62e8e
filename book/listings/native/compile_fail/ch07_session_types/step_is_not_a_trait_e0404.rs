use session_types::{Chan, Send};

fn put<E, T: Send + 'static, Next>(
    chan: Chan<E, Send<T, Next>>,
    value: T,
) -> Chan<E, Next> {
    chan.send(value)
}

fn main() {}
