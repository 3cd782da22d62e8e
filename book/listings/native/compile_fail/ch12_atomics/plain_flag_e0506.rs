use std::thread;

fn main() {
    let mut stop = false;
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop {
                // ... search the next page ...
            }
        });
        stop = true;
    });
}
