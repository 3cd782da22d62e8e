//! A panic ends its own thread, and comes out of `join` as an `Err`.

use std::any::Any;
use std::panic::panic_any;
use std::thread::{self, JoinHandle};

// ANCHOR: two
/// One worker returns 17, the other panics, and this function does neither.
pub fn two_ends() -> [String; 2] {
    let good: JoinHandle<u32> = thread::spawn(|| 17);
    let bad: JoinHandle<u32> = thread::spawn(|| panic!("no such file"));
    [good, bad].map(|worker| match worker.join() {
        Ok(value) => format!("returned {value}"),
        Err(payload) => format!("panicked: {}", message(payload)),
    })
}
// ANCHOR_END: two

// ANCHOR: message
/// The message of a panic, when it is text.
fn message(payload: Box<dyn Any + Send>) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        text.to_string()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "something that is not text".to_string()
    }
}
// ANCHOR_END: message

// ANCHOR: payloads
/// Three panics, three kinds of payload.
pub fn three_payloads() -> [String; 3] {
    let code = 404;
    let workers: [JoinHandle<()>; 3] = [
        thread::spawn(|| panic!("no such file")),
        thread::spawn(move || panic!("error {code}")),
        thread::spawn(|| panic_any(5_u8)),
    ];
    workers.map(|worker| message(worker.join().unwrap_err()))
}
// ANCHOR_END: payloads

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn join_tells_how_each_worker_ended() {
        let expected = ["returned 17", "panicked: no such file"];
        assert_eq!(
            interleave::outcomes(two_ends),
            [expected.map(String::from)].into()
        );
    }

    #[test]
    fn a_message_is_a_str_or_a_string_or_no_text() {
        let expected =
            ["no such file", "error 404", "something that is not text"];
        assert_eq!(
            interleave::outcomes(three_payloads),
            [expected.map(String::from)].into()
        );
    }
}
