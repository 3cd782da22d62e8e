use std::sync::Mutex;

fn main() {
    let door = Mutex::new(());
    let _ = door.lock().unwrap();
    println!("is the door locked here?");
}
