//! `verify`: every claim can fail.
use super::harness::Workbook;

#[test]
fn a_sound_workbook_is_verified() {
    let workbook = Workbook::new();
    let ran = workbook.run(&["verify"]).code(0);
    insta::assert_snapshot!(ran.stdout, @r"
    folders complete: 2 of 2
    starters that compile and fail: 2 of 2
    solutions accepted: 2 of 2
    other right solutions accepted: 1 of 1
    wrong solutions rejected as named: 6 of 6
    ");
    let json = workbook
        .run(&["verify", "sum", "--runs", "2", "--busy", "--format", "json"])
        .code(0)
        .json();
    assert_eq!(
        (&json["version"], &json["holds"], &json["runs"]),
        (&1.into(), &true.into(), &2.into())
    );
    let claims: Vec<_> = json["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["claim"].clone())
        .collect();
    assert_eq!(
        claims,
        [
            "folders", "starter", "solution", "right", "wrong", "wrong", "wrong"
        ]
    );
}

#[test]
fn what_can_be_told_from_the_folders_is_told() {
    let workbook = Workbook::new();
    let exercise = "exercises/01_basics/01_sum";
    workbook.edit(
        &format!("{exercise}/exercise.toml"),
        ", \"Look at `iter().sum()`.\"",
        "",
    );
    workbook.write(&format!("{exercise}/README.md"), "\n");
    workbook.edit(
        &format!("{exercise}/src/lib.rs"),
        "numbers.len() as u64",
        "7",
    );
    workbook.edit("book/src/01_basics.md", "{{#exercise sum}}", "");
    let wrong = "solutions/01_basics/01_sum/wrong";
    workbook.edit(
        &format!("{wrong}/counts.rs"),
        "//@ kind: assert",
        "//@ kind: asert",
    );
    std::fs::remove_file(workbook.path(&format!("{wrong}/wrong_type.rs"))).unwrap();
    let ran = workbook.run(&["verify", "sum"]).code(1);
    ran.says("it has 2 hints; at least 3 are needed")
        .says("README.md is missing or empty")
        .says("src/lib.rs is not the starter that `reset` puts back")
        .says("has no line `{{#exercise sum}}`")
        .says("wrong/counts.rs:4: no kind is called `asert`")
        .says("it has 2 wrong solutions; at least 3 are needed");
}

#[test]
fn a_starter_that_passes_and_a_solution_that_fails_are_found() {
    let workbook = Workbook::new();
    workbook.edit(
        "exercises/01_basics/01_sum/src/lib.rs",
        "numbers.len() as u64",
        "numbers.iter().sum()",
    );
    workbook.edit(
        "solutions/01_basics/02_wait/src/lib.rs",
        "std::thread::spawn(f).join().unwrap()",
        "f() + 1",
    );
    workbook.run(&["starters"]).code(0);
    let ran = workbook
        .run(&["verify"])
        .code(1)
        .says("the starter passes every test");
    ran.says("the solution is not accepted: `cases::it_returns_what_the_thread_returned` failed")
        .says("starters that compile and fail: 1 of 2")
        .says("solutions accepted: 1 of 2");
}

#[test]
fn another_right_solution_must_be_accepted_without_a_warning() {
    let workbook = Workbook::new();
    let right = "solutions/01_basics/01_sum/right";
    let text = std::fs::read_to_string(workbook.path(&format!("{right}/a_loop.rs"))).unwrap();
    let other = |name: &str, from: &str, to: &str| {
        workbook.write(&format!("{right}/{name}.rs"), &text.replace(from, to));
    };
    other("from_one", "sum = 0", "sum = 1");
    other("warns", "sum += number", "let number = number; sum += 0");
    other("mistyped", "sum += number", "sum += \"\"");
    other("untitled", "//@ title: A loop", "");
    let ran = workbook.run(&["verify", "sum"]).code(1);
    ran.says("sum: `from_one` is accepted")
        .says("the solution is not accepted: `cases::nothing_adds_up_to_zero` failed")
        .says("sum: `warns` is accepted")
        .says("the compiler warns:")
        .says("unused variable: `number`")
        .says("it does not compile")
        .says("right/untitled.rs: the header lacks `//@ title:`")
        .says("other right solutions accepted: 1 of 4");
}

#[test]
fn a_wrong_solution_must_be_rejected_for_the_reason_that_it_names() {
    let workbook = Workbook::new();
    let wrong = "solutions/01_basics/01_sum/wrong";
    workbook.edit(
        &format!("{wrong}/counts.rs"),
        "numbers.len() as u64",
        "numbers.iter().sum()",
    );
    workbook.edit(
        &format!("{wrong}/starts_at_one.rs"),
        "//@ says: the sum",
        "//@ says: the product",
    );
    workbook.edit(&format!("{wrong}/wrong_type.rs"), "E0308", "E0277");
    let other = "solutions/01_basics/02_wait/wrong";
    workbook.edit(
        &format!("{other}/panics.rs"),
        "//@ kind: assert",
        "//@ kind: deadlock",
    );
    workbook.edit(
        &format!("{other}/never_joined.rs"),
        "    0\n",
        "    loop {}\n",
    );
    workbook.edit(
        &format!("{other}/returns_zero.rs"),
        "//@ test: it",
        "//@ test: that",
    );
    let ran = workbook.run(&["verify", "--timeout", "2"]).code(1);
    ran.says("`cases::numbers_are_added` does not reject it")
        .says("the verdict does not say `the product of nothing is zero`")
        .says("the compiler does not say `E0277`")
        .says("by a failed assertion outside of the checker, and not by Deadlock")
        .says("never ended; it must fail by itself")
        .says("there is no test `that_returns_what_the_thread_returned`")
        .says("wrong solutions rejected as named: 0 of 6");
}
