use std::marker::PhantomData;
use std::thread;

struct Window {
    title: String,
    // Holds nothing, takes no room, and is neither `Send` nor `Sync`.
    here: PhantomData<*const ()>,
}

fn main() {
    let title = String::from("bench");
    let window = Window { title, here: PhantomData };
    thread::spawn(move || drop(window));
}
