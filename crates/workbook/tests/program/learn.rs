//! `cargo workbook` without a verb, and Ctrl-C.
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};

use super::harness::Workbook;

const SUM: &str = "exercises/01_basics/01_sum/src/lib.rs";

#[cfg(unix)]
#[test]
fn a_save_brings_a_verdict_and_ctrl_c_ends_it() {
    let workbook = Workbook::new();
    let mut learn = workbook.start(workbook.command(&["--no-open", "--port", "0"]));
    let url = learn.wait_for("The book is at http://127.0.0.1:");
    assert!(url.ends_with('/'), "{url}");
    workbook.edit(SUM, "numbers.len() as u64", "3");
    learn.wait_for("✗ sum: not yet");
    workbook.edit(SUM, "    3", "    numbers.iter().sum()");
    learn.wait_for("✓ sum: solved");
    learn.interrupt();
    learn.wait_for("Stopped.");
    assert_eq!(learn.end(), Some(0));
    workbook.run(&["list"]).code(0).says("✓ sum");
}

#[cfg(unix)]
#[test]
fn a_save_gives_up_the_check_before_it() {
    let workbook = Workbook::new();
    let mut learn = workbook.start(workbook.command(&["--no-open", "--port", "0"]));
    learn.wait_for("The book is at");
    // It would be stopped after a minute; the next save comes first. The test says that it runs by its output.
    let wait = "exercises/01_basics/02_wait/src/lib.rs";
    let (listener, address) = listener();
    let connect =
        format!("let _line = std::net::TcpStream::connect(\"{address}\").unwrap(); loop {{}}");
    workbook.edit(
        wait,
        "    let _ = f;\n    0",
        &format!("    let _ = f;\n    {connect}"),
    );
    let (mut line, _) = listener.accept().unwrap();
    workbook.edit(wait, &connect, "0");
    assert_eq!(line.read(&mut [0]).unwrap_or(0), 0);
    learn.wait_for("✗ wait: not yet");
    learn.interrupt();
    assert_eq!(learn.end(), Some(0));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_process_behind() {
    let workbook = Workbook::new();
    let (listener, address) = listener();
    let connect = format!(
        "let _line = std::net::TcpStream::connect(\"{address}\").unwrap(); \
         std::process::Command::new(\"sleep\").arg(\"1000\").status().unwrap(); 0"
    );
    workbook.edit("exercises/01_basics/02_wait/src/lib.rs", "    0", &connect);
    let check = workbook.start(workbook.command(&["check", "wait"]));
    let (mut line, _) = listener.accept().unwrap();
    check.interrupt();
    assert_eq!(check.end(), Some(130));
    // The connection is closed by the test's process ending, whatever it was waiting for.
    assert_eq!(line.read(&mut [0]).unwrap_or(0), 0);
}

#[cfg(unix)]
#[test]
fn a_port_in_use_is_told_and_another_is_taken() {
    let workbook = Workbook::new();
    let (_taken, address) = listener();
    let port = address.rsplit_once(':').unwrap().1.to_owned();
    let mut learn = workbook.start(workbook.command(&["--no-open", "--port", &port]));
    learn.wait_for(&format!("Port {port} is taken."));
    let url = learn.wait_for("The book is at");
    assert!(!url.contains(&format!(":{port}/")), "{url}");
    learn.interrupt();
    assert_eq!(learn.end(), Some(0));
}

/// A port that nobody else uses, to be told by a test's process that it runs.
fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}
