//! Runs the browser tests (`tests/browser`, which says what they need) against a server with a small book, and one of them
//! against the real one.
//!
//! Only with the feature `browser-tests`: a learner's machine may have neither Node nor Chromium. With the feature,
//! a missing tool is a failure.

mod book_support;

use book_support::{Fixture, executions};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use workbook::serve::{Options, Server, Test, Verdict};

enum Event {
    /// A page asks for a check.
    Asked(String),
    /// The browser tests have ended, well or not.
    Ended(std::io::Result<std::process::ExitStatus>),
}

/// `node`, about to run these tests against the server.
fn node(files: &[&str], server: &Server, site: &Path) -> Command {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    assert!(
        tests.join("node_modules").is_dir(),
        "the browser tests' packages are not installed: npm ci --prefix {}",
        tests.display()
    );
    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files)
        .current_dir(&tests)
        .env("WORKBOOK_URL", server.url())
        .env("WORKBOOK_SITE", site);
    node
}

fn assert_passed(ended: std::io::Result<std::process::ExitStatus>) {
    let status = ended.expect("the browser tests need Node 20 or newer: `node` cannot be run");
    assert!(
        status.success(),
        "a browser test failed; its output is above"
    );
}

#[test]
fn pages_and_widgets_work_in_a_browser() {
    let fixture = Fixture::new();
    fixture.build();
    let (send, events) = mpsc::channel();
    let ask = send.clone();
    let server = Server::start(Options {
        root: fixture.root().to_owned(),
        site: fixture.site(),
        port: 0,
        exercises: vec!["counter".to_owned()],
        on_check: Box::new(move |name| drop(ask.send(Event::Asked(name.to_owned())))),
    })
    .expect("a server");
    let files = ["pages.test.mjs", "widgets.test.mjs", "verdict.test.mjs"];
    let mut node = node(&files, &server, &fixture.site());
    std::thread::spawn(move || send.send(Event::Ended(node.status())));

    let mut verdicts = vec![
        Some(not_yet()),
        Some(Verdict::DoesNotCompile {
            output: "error[E0382]: use of moved value: `guard`\n".to_owned(),
        }),
        Some(Verdict::Solved {
            detail: "6 executions explored, which is every one.".to_owned(),
        }),
        None,
    ]
    .into_iter();
    loop {
        match events.recv().expect("node ends some time") {
            Event::Asked(name) => match verdicts.next().flatten() {
                Some(verdict) => {
                    server.publish(&name, &Verdict::Running);
                    server.publish(&name, &verdict);
                }
                None => {
                    fixture.append("book/src/more/README.md", "A sentence of the new build.");
                    fixture.build();
                    server.reload();
                }
            },
            Event::Ended(status) => return assert_passed(status),
        }
    }
}

/// The real chapters have what the small book has not: long tables, wide code, many headings.
#[test]
fn chapters_are_accessible() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("site");
    workbook::book::build(&root, &site, &workbook::book::Options::default())
        .unwrap_or_else(|error| panic!("{error:#}"));
    let server = Server::start(Options {
        root,
        site: site.clone(),
        port: 0,
        exercises: vec![],
        on_check: Box::new(|_| ()),
    })
    .expect("a server");
    assert_passed(node(&["book.test.mjs"], &server, &site).status());
}

fn not_yet() -> Verdict {
    Verdict::NotYet {
        detail: "1 of 1 test fails.".to_owned(),
        tests: vec![Test {
            name: "every_increment_counts".to_owned(),
            message: "an update was lost".to_owned(),
            printed: String::new(),
            report: Some(executions::lost_update_report(
                "book/listings/src/lost_update.rs",
            )),
        }],
    }
}
