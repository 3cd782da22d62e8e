//! A thread with a name and a stack size of its own.

use std::io;
use std::thread;

// ANCHOR: program
/// A worker with a name and a stack of 64 KiB. Starting a thread can fail, and
/// `Builder` says so.
pub fn named_worker() -> io::Result<String> {
    let worker = thread::Builder::new()
        .name("indexer".to_string())
        .stack_size(64 * 1024)
        .spawn(|| {
            let me = thread::current();
            format!("I am {}", me.name().unwrap_or("nameless"))
        })?;
    Ok(worker.join().unwrap())
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thread_knows_its_name() {
        let said = interleave::outcomes(|| named_worker().unwrap());
        assert_eq!(said, ["I am indexer".to_string()].into());
    }
}
