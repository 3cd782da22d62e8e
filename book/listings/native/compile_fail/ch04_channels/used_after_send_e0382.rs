use std::sync::mpsc;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let line = String::from("to be");
    sender.send(line).unwrap();
    println!("sent {line}");
    println!("received {}", receiver.recv().unwrap());
}
