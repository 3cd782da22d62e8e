//! A static is not dropped when the program ends.

// ANCHOR: program
use std::sync::{LazyLock, Mutex};

/// Keeps lines until it is dropped, and writes them then.
struct Log(Mutex<Vec<String>>);

impl Drop for Log {
    fn drop(&mut self) {
        println!("written: {:?}", self.0.get_mut().unwrap());
    }
}

static LOG: LazyLock<Log> = LazyLock::new(|| Log(Mutex::new(Vec::new())));

fn main() {
    LOG.0.lock().unwrap().push("the last line".to_owned());
    println!("main ends");
}
// ANCHOR_END: program
