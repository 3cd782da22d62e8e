//! An unfinished session end takes the whole process with it, so it runs in a process of its own.

use std::process::{Command, Stdio};

#[test]
fn waiting_for_a_dropped_end_aborts_the_process() {
    let output = Command::new(env!("CARGO_BIN_EXE_dropped_session"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    // 101 is the code of a panic that ends `main`; an abort has another, or
    // none.
    assert!(
        !output.status.success() && output.status.code() != Some(101),
        "{:?}\n{text}",
        output.status
    );
    assert!(
        text.contains("Session channel prematurely dropped"),
        "{text}"
    );
    assert!(text.contains("abort"), "{text}");
    assert!(output.stdout.is_empty());
}
