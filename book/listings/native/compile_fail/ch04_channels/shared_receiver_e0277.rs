use std::sync::mpsc;
use std::thread;

fn main() {
    let (_sender, receiver) = mpsc::channel::<u32>();
    thread::scope(|scope| {
        scope.spawn(|| receiver.recv());
        scope.spawn(|| receiver.recv());
    });
}
