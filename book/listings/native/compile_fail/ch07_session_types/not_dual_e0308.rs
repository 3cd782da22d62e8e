use session_types::{Chan, Eps, Recv, Send, session_channel};

type Server = Recv<u32, Recv<u32, Send<u32, Eps>>>;
type Client = Send<u32, Recv<u32, Eps>>;

fn client(_: Chan<(), Client>) {}

fn main() {
    let (_server, other_end): (Chan<(), Server>, _) = session_channel();
    client(other_end);
}
