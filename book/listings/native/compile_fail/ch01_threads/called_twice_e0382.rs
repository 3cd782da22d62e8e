use std::thread;

fn main() {
    let name = String::from("Ada");
    let give_away = move || name;
    let first = thread::spawn(give_away);
    let second = thread::spawn(give_away);
    first.join().unwrap();
    second.join().unwrap();
}
