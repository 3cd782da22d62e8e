use std::thread;

fn main() {
    let mut calls = 0;
    thread::scope(|scope| {
        scope.spawn(|| calls += 1);
        scope.spawn(|| calls += 1);
    });
    println!("{calls}");
}
