//! Exercises whose checks explore executions, with the real checker: `tests/tally`.
//!
//! One test, because the checker is built for it: in a target folder that outlives the test, so that a second run is quick.
use std::fs;
use std::path::Path;
use std::process::Command;

use super::harness::{Ran, Workbook};

#[test]
fn the_failing_execution_is_shown_noted_and_replayed_and_a_solved_one_counts_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    let workbook = Workbook::new();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("model");
    let run = |args: &[&str]| {
        let mut command: Command = workbook.command(args);
        Ran::of(command.env("CARGO_TARGET_DIR", &target))
    };
    workbook.add_tally(&root);

    let ran = run(&["check", "tally"])
        .code(1)
        .says("✗ tally: not yet. 1 of 1 test fails");
    let ran = ran
        .says("an increment was lost")
        .says("│ main")
        .says("│ thread 1")
        .says("self.value.store(seen + 1, ")
        .says("load(SeqCst) → 0");
    let replay = ran
        .stdout
        .lines()
        .find(|line| line.starts_with("replay: "))
        .unwrap();
    let id = replay
        .strip_prefix("replay: cargo workbook replay tally ")
        .unwrap();
    run(&["replay", "tally", id])
        .code(1)
        .says("an increment was lost")
        .says(replay);

    let json = run(&["check", "tally", "--format", "json"]).code(1).json();
    let failure = &json["outcomes"][0]["tests"][0]["reports"][0]["failure"];
    assert_eq!(failure["kind"], "panic");
    assert_eq!(failure["replay"], id);

    run(&["verify", "tally"])
        .code(0)
        .says("wrong solutions rejected as named: 3 of 3");

    let file = "exercises/01_basics/03_tally/src/lib.rs";
    fs::copy(
        workbook.path("solutions/01_basics/03_tally/src/lib.rs"),
        workbook.path(file),
    )
    .unwrap();
    run(&["check", "tally"])
        .code(0)
        .says("✓ tally: solved. ")
        .says("explored, which is every one");
    run(&["replay", "tally", id])
        .code(2)
        .complains("(it gave: none)");
}
