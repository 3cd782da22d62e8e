//! `reset`: nothing that the learner wrote is ever lost.
use std::fs;

use super::harness::Workbook;

const SUM: &str = "exercises/01_basics/01_sum/src/lib.rs";

#[test]
fn what_was_there_is_kept_each_time() {
    let workbook = Workbook::new();
    let starter = workbook.read(SUM);
    workbook
        .run(&["reset", "sum"])
        .code(0)
        .says("there is nothing to do");
    for (number, mine) in [(1, "// first try\n"), (2, "// second try\n")] {
        workbook.write(SUM, mine);
        workbook.write("exercises/01_basics/01_sum/src/helper.rs", "// mine too\n");
        let backup = format!(".workbook/backups/sum/{number}");
        workbook
            .run(&["reset", "sum"])
            .code(0)
            .says(&format!("What was there is kept in {backup}."));
        assert_eq!(workbook.read(&format!("{backup}/src/lib.rs")), mine);
        assert_eq!(
            workbook.read(&format!("{backup}/src/helper.rs")),
            "// mine too\n"
        );
        assert_eq!(workbook.read(SUM), starter);
        assert!(
            !workbook
                .path("exercises/01_basics/01_sum/src/helper.rs")
                .exists()
        );
    }
}

#[test]
fn a_reset_exercise_is_not_solved_any_more_and_its_hints_stay_seen() {
    let workbook = Workbook::new();
    workbook.run(&["hint", "sum"]).code(0).says("Hint 1 of 3");
    workbook.edit(SUM, "numbers.len() as u64", "numbers.iter().sum()");
    workbook.run(&["check", "sum"]).code(0);
    workbook.run(&["reset", "sum"]).code(0);
    workbook.run(&["list"]).code(0).says("· sum");
    workbook.run(&["hint", "sum"]).code(0).says("Hint 2 of 3");
}

#[test]
fn without_a_kept_starter_nothing_is_touched() {
    let workbook = Workbook::new();
    fs::remove_dir_all(workbook.path("crates/workbook/starters")).unwrap();
    workbook.write(SUM, "// mine\n");
    workbook
        .run(&["reset", "sum"])
        .code(4)
        .complains("no starter of `sum` is kept");
    assert_eq!(workbook.read(SUM), "// mine\n");
}

#[test]
fn a_deleted_source_folder_comes_back() {
    let workbook = Workbook::new();
    let starter = workbook.read(SUM);
    fs::write(workbook.path(SUM), "").unwrap();
    workbook.run(&["reset", "sum"]).code(0);
    assert_eq!(workbook.read(SUM), starter);
}
