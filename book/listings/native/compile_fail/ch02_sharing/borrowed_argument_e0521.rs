use std::collections::HashSet;
use std::thread::{self, JoinHandle};

fn look_up(glossary: &HashSet<String>, word: &'static str) -> JoinHandle<bool> {
    thread::spawn(move || glossary.contains(word))
}

fn main() {
    let glossary = HashSet::from(["kerf".to_string()]);
    let worker = look_up(&glossary, "kerf");
    drop(glossary);
    println!("{}", worker.join().unwrap());
}
