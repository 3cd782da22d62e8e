use std::sync::Mutex;

struct Guests {
    names: Mutex<Vec<String>>,
}

impl Guests {
    fn first(&self) -> &str {
        let names = self.names.lock().unwrap();
        &names[0]
    }
}

fn main() {}
