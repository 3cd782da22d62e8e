//! Another thread reads the title of a window that was opened here.
use std::thread;
use subject::Window;

fn main() {
    let window = Window::open("bench");
    let window = &window;
    thread::scope(|scope| {
        scope.spawn(move || window.title().len());
    });
}
