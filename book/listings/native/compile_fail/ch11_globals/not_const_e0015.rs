use std::collections::HashMap;
use std::sync::Mutex;

static LOOKED_UP: Mutex<HashMap<String, u32>> = Mutex::new(HashMap::new());

fn main() {
    println!("{:?}", LOOKED_UP.lock());
}
