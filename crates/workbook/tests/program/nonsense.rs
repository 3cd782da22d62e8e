//! What goes wrong, and that it is said clearly, with the right exit code.
use std::fs;

use super::harness::{Ran, Workbook};

const SUM: &str = "exercises/01_basics/01_sum/src/lib.rs";
const WAIT: &str = "exercises/01_basics/02_wait/src/lib.rs";

#[test]
fn a_misspelt_name_gets_a_suggestion() {
    let workbook = Workbook::new();
    for verb in ["check", "hint", "reset", "solution", "verify"] {
        workbook
            .run(&[verb, "wiat"])
            .code(2)
            .complains("called `wiat`.\nDid you mean `wait`?");
    }
    workbook
        .run(&["check", "zzz"])
        .code(2)
        .complains("`cargo workbook list` shows what there is");
    workbook
        .run(&["chekc"])
        .code(2)
        .complains("a similar subcommand exists: 'check'");
}

#[test]
fn a_missing_folder_is_named() {
    let workbook = Workbook::new();
    fs::remove_dir_all(workbook.path("exercises/01_basics/01_sum")).unwrap();
    workbook
        .run(&["check", "sum"])
        .code(4)
        .complains("the folder of `sum` is missing: exercises/01_basics/01_sum");
    // Also where there are no solutions to tell by.
    fs::remove_dir_all(workbook.path("solutions")).unwrap();
    workbook.edit("Cargo.toml", ", \"solutions/*/*\"", "");
    workbook
        .run(&["hint", "sum"])
        .code(4)
        .complains("is missing: exercises/01_basics/01_sum");
    workbook.run(&["check", "wait"]).code(1);
}

#[test]
fn a_missing_file_is_named() {
    let workbook = Workbook::new();
    fs::remove_file(workbook.path(SUM)).unwrap();
    workbook
        .run(&["check", "sum"])
        .code(4)
        .complains("exercises/01_basics/01_sum/src/lib.rs: this file is missing");
}

#[test]
fn a_broken_exercise_toml_is_told_by_file_line_and_what_is_expected() {
    let workbook = Workbook::new();
    let file = "exercises/01_basics/01_sum/exercise.toml";
    let good = workbook.read(file);
    let broken = |from: &str, to: &str, said: &str| {
        workbook.write(file, &good);
        workbook.edit(file, from, to);
        workbook.run(&["check", "sum"]).code(4).complains(said);
    };
    broken(
        "minutes = 5",
        "minuts = 5",
        "exercise.toml:4: unknown field `minuts`, expected one of `title`",
    );
    broken(
        "minutes = 5",
        "minutes = \"5\"",
        "exercise.toml:4: invalid type: string \"5\", expected u32",
    );
    broken(
        "minutes = 5\n",
        "",
        "exercise.toml: missing field `minutes`",
    );
    broken(
        "kind = \"native\"",
        "kind = \"naive\"",
        "exercise.toml:3: unknown variant `naive`, expected one of `model`",
    );
    broken("title = \"A sum\"", "title = \"A sum", "exercise.toml:1: ");
    // The others go on, and the list shows what is wrong.
    workbook.run(&["check", "wait"]).code(1);
    workbook
        .run(&["list"])
        .code(4)
        .says("✗ wait")
        .complains("exercises/01_basics/01_sum/exercise.toml:1: ");
    workbook
        .run(&["check", "basics"])
        .code(4)
        .complains("exercise.toml:1: ");
    workbook
        .run(&["check", "--all"])
        .code(4)
        .complains("exercise.toml:1: ");
}

#[test]
fn a_syntax_error_is_told_in_rustcs_own_words() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "numbers.len( as u64");
    let ran = workbook
        .run(&["check", "sum"])
        .code(3)
        .says("✗ sum: does not compile");
    let ran = ran
        .says("--> exercises/01_basics/01_sum/src/lib.rs:6:")
        .says("numbers.len( as u64");
    assert!(ran.stdout.contains("error: "), "{}", ran.stdout);
}

#[test]
fn a_test_that_loops_for_ever_is_stopped_and_named() {
    let workbook = Workbook::new();
    workbook.edit(WAIT, "    0", "    loop { std::hint::spin_loop() }");
    let ran = workbook.run(&["check", "wait", "--timeout", "1"]).code(5);
    ran.says("∞ wait: a test never ended")
        .says("cases::it_returns_what_the_thread_returned\nIt was still running after 1 second");
}

#[test]
fn a_test_that_waits_for_ever_is_stopped_and_named() {
    let workbook = Workbook::new();
    let deadlock =
        "let lock = std::sync::Mutex::new(0); let _a = lock.lock().unwrap(); *lock.lock().unwrap()";
    workbook.edit(WAIT, "    0", deadlock);
    workbook
        .run(&["check", "wait", "--timeout", "1"])
        .code(5)
        .says("two threads wait for each other");
}

#[test]
fn a_test_that_prints_without_end_is_stopped_and_its_output_is_cut() {
    let workbook = Workbook::new();
    workbook.edit(WAIT, "    0", "    loop { println!(\"on and on\") }");
    let ran = workbook
        .run(&["check", "wait"])
        .code(5)
        .says("∞ wait: a test prints without end")
        .says("on and on");
    assert!(ran.says("lines more").stdout.len() < 10_000);
    let verbose = workbook.run(&["check", "wait", "--verbose"]).code(5);
    assert!(verbose.stdout.len() < 200_000, "{}", verbose.stdout.len());
}

#[test]
fn a_target_folder_that_cannot_be_written_is_told() {
    let workbook = Workbook::new();
    // Below a file nobody can make a folder, not even who may write everywhere.
    workbook.write("file", "");
    let ran = Ran::of(
        workbook
            .command(&["check", "sum"])
            .env("CARGO_TARGET_DIR", workbook.path("file/target")),
    );
    ran.code(6)
        .complains("cargo cannot write what it builds")
        .complains("CARGO_TARGET_DIR");
}

#[test]
fn a_workbook_that_cannot_be_written_is_told_before_anything_is_lost() {
    let workbook = Workbook::new();
    workbook.edit(SUM, "numbers.len() as u64", "3");
    workbook.write(".workbook", "a file where the folder should be");
    workbook
        .run(&["reset", "sum"])
        .code(6)
        .complains(".workbook")
        .complains("cannot be written");
    assert!(workbook.read(SUM).contains("    3\n"));
}

#[test]
fn without_cargo_the_message_says_so() {
    let workbook = Workbook::new();
    let ran = Ran::of(
        workbook
            .command(&["check", "sum"])
            .env("CARGO", workbook.path("no-such-cargo")),
    );
    ran.code(6).complains("cargo could not be run");
}

#[test]
fn a_broken_manifest_is_the_workbooks_fault_and_told_in_cargos_words() {
    let workbook = Workbook::new();
    workbook.edit(
        "exercises/01_basics/02_wait/Cargo.toml",
        "name = \"wait\"",
        "name = wait",
    );
    workbook
        .run(&["check", "sum"])
        .code(4)
        .complains("cargo could not build the workbook")
        .complains("02_wait");
}

#[test]
fn an_exercise_without_tests_is_not_solved() {
    let workbook = Workbook::new();
    workbook.write("exercises/01_basics/01_sum/tests/cases/mod.rs", "");
    workbook
        .run(&["check", "sum"])
        .code(4)
        .complains("`sum` has no test");
}

#[test]
fn outside_of_a_workbook_the_message_says_where_to_go() {
    let workbook = Workbook::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let ran = Ran::of(workbook.command(&["list"]).current_dir(elsewhere.path()));
    ran.code(2)
        .complains("there is no workbook here")
        .complains("--root");
    let root = workbook.path("");
    let ran = Ran::of(
        workbook
            .command(&["list", "--root", root.to_str().unwrap()])
            .current_dir(elsewhere.path()),
    );
    ran.code(0).says("0 of 2 solved");
    // Below the root it is found.
    Ran::of(
        workbook
            .command(&["list"])
            .current_dir(workbook.path("exercises/01_basics")),
    )
    .code(0);
}

#[test]
fn a_broken_book_is_told_with_all_that_is_wrong() {
    let workbook = Workbook::new();
    workbook.edit(
        "book/src/01_basics.md",
        "{{#exercise sum}}",
        "{{#exercise summ}}",
    );
    workbook
        .run(&["build", "--dest", "site"])
        .code(4)
        .complains("book/src/01_basics.md:3: ")
        .complains("`sum`");
    assert!(!workbook.path("site").exists());
    workbook.write("site", "a file where the folder should be");
    workbook.edit(
        "book/src/01_basics.md",
        "{{#exercise summ}}",
        "{{#exercise sum}}",
    );
    workbook
        .run(&["build", "--dest", "site"])
        .code(6)
        .complains("site is a file");
}
