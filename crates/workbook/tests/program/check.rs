//! `check`: verdicts, their words, their JSON and their exit codes.
use super::harness::Workbook;

const SUM: &str = "exercises/01_basics/01_sum/src/lib.rs";

#[test]
fn a_starter_is_not_yet_solved_and_the_message_has_no_noise() {
    let workbook = Workbook::new();
    let ran = workbook.run(&["check", "sum"]).code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    ✗ sum: not yet. 1 of 2 tests fails

    cases::numbers_are_added
    assertion `left == right` failed: 1 and 4 are 5
      left: 2
     right: 5
    at exercises/01_basics/01_sum/tests/cases/mod.rs:11:5
    It printed:
      adding 1 and 4

    The file to edit is exercises/01_basics/01_sum/src/lib.rs. Stuck? `cargo workbook hint sum`
    ");
    for noise in [
        "Compiling",
        "running 1 test",
        "RUST_BACKTRACE",
        "test result",
    ] {
        assert!(
            !ran.stdout.contains(noise) && !ran.stderr.contains(noise),
            "{noise}"
        );
    }
}

#[test]
fn a_solved_exercise_is_ticked_and_the_next_one_is_named() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "numbers.iter().sum()");
    workbook
        .run(&["check", "sum"])
        .code(0)
        .says("✓ sum: solved")
        .says("Next: wait");
    workbook
        .run(&["list"])
        .code(0)
        .says("✓ sum")
        .says("· wait")
        .says("1 of 2 solved. Next: wait");
    // Without a name it is the turn of the first that is not solved.
    workbook.run(&["check"]).code(1).says("✗ wait: not yet");
}

#[test]
fn a_topic_is_checked_as_a_whole_with_a_line_each() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "numbers.iter().sum()");
    let ran = workbook
        .run(&["check", "basics"])
        .code(1)
        .says("✓ sum: solved\n✗ wait: not yet");
    assert!(
        ran.stderr.contains("Building 2 exercises"),
        "{}",
        ran.stderr
    );
    workbook.run(&["check", "01_basics"]).code(1);
    workbook
        .run(&["check", "--all"])
        .code(1)
        .says("1 of 2 solved.");
}

#[test]
fn the_most_urgent_exit_code_stands_for_several() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "numbers");
    // `wait` is not yet solved (1), `sum` does not compile (3).
    workbook
        .run(&["check", "--all"])
        .code(3)
        .says("✗ sum: does not compile")
        .says("✗ wait: not yet");
}

#[test]
fn json_has_a_version_and_all_that_the_text_says() {
    let workbook = Workbook::new();
    let json = workbook
        .run(&["check", "sum", "--format", "json"])
        .code(1)
        .json();
    assert_eq!(json["version"], 1);
    let outcome = &json["outcomes"][0];
    assert_eq!(
        (&outcome["exercise"], &outcome["verdict"]),
        (&"sum".into(), &"not_yet".into())
    );
    let tests = outcome["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 2);
    assert_eq!(tests[0]["result"], "passed");
    assert_eq!(tests[1]["result"], "failed");
    assert!(
        tests[1]["message"]
            .as_str()
            .unwrap()
            .contains("1 and 4 are 5")
    );
    assert_eq!(tests[1]["printed"], "adding 1 and 4");
}

#[test]
fn a_test_that_is_left_by_exit_is_not_passed() {
    let workbook = Workbook::new();
    workbook.edit(
        SUM,
        "numbers.len() as u64",
        "std::process::exit(numbers.len() as i32 * 0)",
    );
    workbook
        .run(&["check", "sum"])
        .code(1)
        .says("ended with `exit`, before the test had ended");
}

#[cfg(unix)]
#[test]
fn a_test_that_aborts_is_told_as_such() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "std::process::abort()");
    workbook
        .run(&["check", "sum"])
        .code(1)
        .says("ended with signal: 6 (SIGABRT)");
}

#[test]
fn verbose_shows_cargos_words_and_every_failing_test() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "7");
    let ran = workbook
        .run(&["check", "sum"])
        .code(1)
        .says("Also failing: cases::numbers_are_added");
    assert!(!ran.stdout.contains("1 and 4 are 5"));
    workbook.edit(SUM, "7", "8");
    let ran = workbook
        .run(&["check", "sum", "--verbose"])
        .code(1)
        .says("1 and 4 are 5")
        .says("of nothing is zero");
    ran.complains("Compiling sum");
}
