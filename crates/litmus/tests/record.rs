//! What the book's chapter on reordering says of its record, and of how a test is run, is so.

use interleave_litmus::{Measured, Record, Report, find};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering::{AcqRel, Relaxed};

fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book")
}

fn chapter() -> String {
    let text = fs::read_to_string(book().join("src/13_reorder_demo.md")).unwrap();
    // Lines end where they happen to.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The run that the chapter shows, and how often it saw what the test is about.
fn run(name: &str) -> (Measured, u64) {
    let choice = find(name).unwrap().uniform(Relaxed);
    let record = Record::read(&book().join("litmus.json")).unwrap();
    let run = record
        .of(&choice)
        .next()
        .expect("the record has it")
        .clone();
    let seen = Report::recorded(&choice, Some(run.clone())).asked().seen;
    (run, seen.unwrap())
}

/// `193839` as `193,839`.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = (digits.as_bytes().rchunks(3).rev())
        .map(|group| str::from_utf8(group).unwrap())
        .collect();
    groups.join(",")
}

#[test]
fn no_reader_saw_the_flag_without_the_value() {
    assert!(chapter().contains("No reader saw the flag without the value."));
    let (run, seen) = run("value-flag");
    assert_eq!((run.rounds, seen), (1_000_000, 0));
    // "With one writer and eight readers."
    assert_eq!(run.threads, 9);
}

#[test]
fn both_threads_missed_the_others_store_as_often_as_the_chapter_says() {
    let (run, seen) = run("sb");
    assert_eq!(run.rounds, 1_000_000);
    let said = format!("{} times in a million", with_commas(seen));
    assert!(seen > 0 && chapter().contains(&said), "{said}");
}

#[test]
fn of_the_two_relaxed_rows_x86_allows_one_and_that_one_was_seen() {
    assert!(chapter().contains("x86 allows only one of them, and that one was seen."));
    let row = |name: &str| {
        let (measured, seen) = run(name);
        let choice = find(name).unwrap().uniform(Relaxed);
        let report = Report::recorded(&choice, Some(measured));
        let allowed = report.asked().allowed;
        (allowed.rc11, allowed.x86_tso, seen > 0)
    };
    assert_eq!(row("mp"), (true, false, false));
    assert_eq!(row("sb"), (true, true, true));
}

#[test]
fn what_rust_alone_allows_is_what_the_chapter_shows_as_such() {
    assert!(chapter().contains("{{#litmus 2+2w,iriw orderings=AcqRel}}"));
    for name in ["2+2w", "iriw"] {
        let report = Report::recorded(&find(name).unwrap().uniform(AcqRel), None);
        let allowed = report.asked().allowed;
        assert_eq!(
            (allowed.rc11, allowed.x86_tso, allowed.arm()),
            (true, false, false),
            "{name}"
        );
    }
}
