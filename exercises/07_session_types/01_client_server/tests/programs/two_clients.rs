//! Both ends of one channel are given to clients.
use session_types::session_channel;
use subject::{Client, client};

fn main() {
    let (one, other) = session_channel::<Client>();
    client(one, 1);
    client(other, 2);
}
