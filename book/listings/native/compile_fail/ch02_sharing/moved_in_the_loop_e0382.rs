use std::collections::HashSet;
use std::thread;

fn main() {
    let glossary = HashSet::from(["kerf", "nib"]);
    for word in ["kerf", "oil"] {
        thread::spawn(move || println!("{}", glossary.contains(word)));
    }
}
