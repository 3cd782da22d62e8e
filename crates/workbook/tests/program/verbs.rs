//! `list`, `hint`, `solution`, `replay`, `build`, `completions`.
use std::fs;

use super::harness::{Ran, Workbook};

#[test]
fn the_list_shows_topics_exercises_and_what_comes_next() {
    let workbook = Workbook::new();
    insta::assert_snapshot!(workbook.run(&["list"]).code(0).stdout, @r"
    01 The basics  basics, 0 of 2 solved
      · sum     5 min  Add up numbers.
      · wait    5 min  Wait for a thread.

    0 of 2 solved. Next: sum
    ");
    let json = workbook.run(&["list", "--format", "json"]).code(0).json();
    assert_eq!((&json["version"], &json["solved"]), (&1.into(), &0.into()));
    let topic = &json["topics"][0];
    assert_eq!(
        (&topic["folder"], &topic["title"]),
        (&"01_basics".into(), &"The basics".into())
    );
    let exercise = &topic["exercises"][0];
    assert_eq!(exercise["name"], "sum");
    assert_eq!(exercise["kind"], "native");
    assert_eq!(exercise["path"], "exercises/01_basics/01_sum");
    assert_eq!(
        (&exercise["solved"], &exercise["hints"]),
        (&false.into(), &3.into())
    );
}

#[test]
fn hints_come_one_by_one_and_the_last_stays() {
    let workbook = Workbook::new();
    workbook
        .run(&["hint", "sum"])
        .code(0)
        .says("Hint 1 of 3\nA nudge.\n")
        .says("There are more");
    workbook
        .run(&["hint", "sum"])
        .code(0)
        .says("Hint 2 of 3\nLook at");
    workbook
        .run(&["hint", "sum"])
        .code(0)
        .says("Hint 3 of 3\n")
        .says("That was the last.");
    workbook
        .run(&["hint", "sum"])
        .code(0)
        .says("Hint 3 of 3\n")
        .says("cargo workbook solution sum");
    let json = workbook
        .run(&["hint", "sum", "--format", "json"])
        .code(0)
        .json();
    assert_eq!(
        (&json["version"], &json["first"], &json["of"]),
        (&1.into(), &3.into(), &3.into())
    );
    assert_eq!(json["hints"].as_array().unwrap().len(), 1);
    let all = workbook.run(&["hint", "wait", "--all"]).code(0);
    all.says("Hint 1 of 3")
        .says("Hint 2 of 3")
        .says("Hint 3 of 3");
}

#[test]
fn a_solution_of_an_unsolved_exercise_needs_a_yes() {
    let workbook = Workbook::new();
    let ran = workbook
        .run(&["solution", "sum"])
        .code(2)
        .complains("no terminal to ask")
        .complains("--yes");
    assert!(!ran.stdout.contains("iter()"));
    workbook
        .run(&["solution", "sum", "--yes"])
        .code(0)
        .says("numbers.iter().sum()");
    workbook.edit(
        "exercises/01_basics/01_sum/src/lib.rs",
        "numbers.len() as u64",
        "numbers.iter().sum()",
    );
    workbook.run(&["check", "sum"]).code(0);
    workbook
        .run(&["solution", "sum"])
        .code(0)
        .says("// solutions/01_basics/01_sum/src/lib.rs")
        .says("// Right as well:\n// solutions/01_basics/01_sum/right/a_loop.rs: A loop");
}

#[test]
fn a_copy_without_solutions_says_so() {
    let workbook = Workbook::new();
    fs::remove_dir_all(workbook.path("solutions")).unwrap();
    workbook.edit("Cargo.toml", ", \"solutions/*/*\"", "");
    workbook
        .run(&["solution", "sum", "--yes"])
        .code(2)
        .complains("are not part of this copy");
    workbook
        .run(&["verify"])
        .code(0)
        .says("The solutions are not part of this copy");
}

#[test]
fn an_id_that_no_check_gave_cannot_be_replayed() {
    let workbook = Workbook::new();
    workbook
        .run(&["replay", "sum", "1-2"])
        .code(2)
        .complains("gave no id `1-2` (it gave: none)");
}

#[test]
fn the_book_is_built_where_it_is_wanted() {
    let workbook = Workbook::new();
    workbook
        .run(&["build", "--dest", "site"])
        .code(0)
        .says("pages in ")
        .says("site");
    assert!(
        workbook
            .read("site/01_basics.html")
            .contains("Add up the numbers.")
    );
    // Again, over what is there.
    workbook.run(&["build", "--dest", "site"]).code(0);
}

#[test]
fn completions_need_no_workbook() {
    let elsewhere = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let workbook = std::process::Command::new(env!("CARGO_BIN_EXE_workbook"));
        let mut command = workbook;
        let ran = Ran::of(
            command
                .args(["completions", shell])
                .current_dir(elsewhere.path()),
        );
        ran.code(0).says("solution");
    }
}
