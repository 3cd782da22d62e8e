//! Help that a beginner understands, word for word.
use super::harness::{Ran, Workbook};

#[track_caller]
fn help(args: &[&str]) -> String {
    let workbook = Workbook::new();
    let ran: Ran = workbook.run(args).code(0);
    ran.stdout
}

#[test]
fn help_is_as_written() {
    insta::assert_snapshot!("help", help(&["--help"]));
    insta::assert_snapshot!("help_short", help(&["-h"]));
    for verb in [
        "list",
        "check",
        "hint",
        "reset",
        "solution",
        "replay",
        "litmus",
        "build",
        "verify",
        "completions",
    ] {
        insta::assert_snapshot!(format!("help_{verb}"), help(&[verb, "--help"]));
    }
}

#[test]
fn help_and_readme_have_every_exit_code() {
    let readme = include_str!("../../../../README.md");
    for code in ["0", "1", "2", "3", "4", "5", "6", "7", "130"] {
        assert!(
            workbook::exit::TABLE.contains(&format!(" {code}  ")),
            "{code}"
        );
        assert!(readme.contains(&format!("| {code} |")), "{code}");
    }
}
