//! A window is opened and used on one thread.
use subject::Window;

fn main() {
    let window = Window::open("bench");
    assert_eq!(window.title(), "bench");
}
