//! What a program prints whose log is in a static.

use std::process::Command;

#[test]
fn a_static_is_not_dropped() {
    let output = Command::new(env!("CARGO_BIN_EXE_end_of_program"))
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "main ends\n");
}
