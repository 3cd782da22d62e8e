use std::sync::Mutex;
use std::thread;

fn main() {
    let visitors = Mutex::new(0);
    let guard = visitors.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || println!("{guard}"));
    });
}
