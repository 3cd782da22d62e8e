//! A test in a process of its own, for code under test that may abort.
//!
//! A panic while another panic unwinds aborts the whole process, and what the test harness had
//! captured is lost with it: the learner would see `signal: 6` and nothing else. (Channels of
//! `session_types` do so: they panic when they are dropped too early, also during unwinding.) In a
//! process of its own an abort is a failed test like any other, with everything that was printed.

use std::env;
use std::process::Command;

/// Set in the child, to the name of the test that it is to run.
const CHILD: &str = "WORKBOOK_TEST_IN_ITS_OWN_PROCESS";
/// The child's last word: it says that the test was found and its body ran to the end.
const FINISHED: &str = "the body of the test has ended";

/// Runs `body` in a process of its own. Call it as the only thing that a test does.
///
/// `test` is the name of that test with its modules: `concat!(module_path!(),
/// "::name_of_the_test")`.
///
/// # Panics
/// When `body` panics or the process ends in any other way, with what it printed.
pub fn in_its_own_process(test: &str, body: impl FnOnce()) {
    // The harness leaves out the name of the crate.
    let test = test.split_once("::").map_or(test, |(_, test)| test);
    if env::var(CHILD).is_ok_and(|name| name == test) {
        body();
        println!("{FINISHED}");
        return;
    }
    let harness = env::current_exe().expect("a test knows its own executable");
    let child = Command::new(harness)
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, test)
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("the system starts the test again");
    let [stdout, stderr] =
        [&child.stdout, &child.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    let finished = stdout.contains(FINISHED);
    if child.status.success() {
        assert!(
            finished,
            "no test is called `{test}`: the check has to give its own name"
        );
        return;
    }
    let ending = match child.status.code() {
        Some(_) => "",
        None => {
            ", and the process was aborted: a thread panicked while it was unwinding from a panic \
             already (the first message below is the one that matters)"
        }
    };
    panic!(
        "this test ran in a process of its own{ending}. It said:\n{}",
        without_backtrace(&stderr)
    );
}

/// An abort prints a backtrace whether one is wanted or not. It shows the runtime and not the
/// mistake.
fn without_backtrace(stderr: &str) -> String {
    let mut in_backtrace = false;
    let mut text = String::new();
    for line in stderr.lines() {
        in_backtrace = line == "stack backtrace:" || (in_backtrace && !line.is_empty());
        if !in_backtrace {
            text += line;
            text.push('\n');
        }
    }
    text.trim_end().to_string()
}
