use std::sync::RwLock;

fn main() {
    let limit = RwLock::new(10);
    *limit.read().unwrap() = 20;
}
