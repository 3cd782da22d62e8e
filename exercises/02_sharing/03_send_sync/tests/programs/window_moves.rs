//! A window is opened here and given to another thread.
use std::thread;
use subject::Window;

fn main() {
    let window = Window::open("bench");
    thread::spawn(move || drop(window));
}
