//! A panic ends its own thread, and comes out of `join` as an `Err`.

use std::thread;

// ANCHOR: program
/// Runs a worker and says how it ended.
pub fn report(worker: impl FnOnce() -> u32 + Send + 'static) -> String {
    match thread::spawn(worker).join() {
        Ok(value) => format!("returned {value}"),
        Err(payload) => {
            // A panic carries a `Box<dyn Any + Send>`. `panic!("text")` puts a
            // `&str` in it, a formatted message is a `String`, and `panic_any`
            // can put anything in it.
            let message = payload
                .downcast_ref::<&str>()
                .map(|text| text.to_string())
                .or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "something that is not text".to_string());
            format!("panicked: {message}")
        }
    }
}
// ANCHOR_END: program

// ANCHOR: uses
/// Four workers, four ends.
pub fn four_ends() -> [String; 4] {
    let code = 404;
    [
        report(|| 17),
        report(|| panic!("no such file")),
        report(move || panic!("error {code}")),
        report(|| std::panic::panic_any(5_u8)),
    ]
}
// ANCHOR_END: uses

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn join_tells_how_each_worker_ended() {
        let expected = [
            "returned 17",
            "panicked: no such file",
            "panicked: error 404",
            "panicked: something that is not text",
        ];
        assert_eq!(
            interleave::outcomes(four_ends),
            [expected.map(String::from)].into()
        );
    }
}
