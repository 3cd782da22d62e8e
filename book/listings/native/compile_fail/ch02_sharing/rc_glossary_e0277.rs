use std::collections::HashSet;
use std::rc::Rc;
use std::thread;

fn main() {
    let glossary = Rc::new(HashSet::from(["kerf", "nib"]));
    let words = ["kerf", "oil"];
    let workers = words.map(|word| {
        let glossary = Rc::clone(&glossary);
        thread::spawn(move || glossary.contains(word))
    });
    for worker in workers {
        println!("{}", worker.join().unwrap());
    }
}
