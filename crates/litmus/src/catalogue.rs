//! The tests that are shipped: those of `interleave_axioms::classics`, and the value/flag pair.

use interleave_axioms::classics::{self, Classic};
use std::sync::LazyLock;

/// A litmus test, its orderings still open.
#[derive(Debug)]
pub struct Test {
    /// Its name, as in the literature where it has one.
    pub name: &'static str,
    /// What it asks, in a sentence.
    pub about: &'static str,
    /// The program and its weak outcome.
    pub classic: &'static Classic,
    /// How many threads run the program's last thread. An outcome is what one of them saw.
    ///
    /// The models are asked about one only: a thread that writes nothing constrains no other, so that each of several readers may
    /// see what a single one may see.
    pub readers: usize,
}

/// All tests, from the friendliest to the strangest.
pub fn tests() -> &'static [Test] {
    static TESTS: LazyLock<Vec<Test>> = LazyLock::new(|| {
        let mut tests: Vec<Test> = classics::ALL
            .iter()
            .map(|classic| Test {
                name: classic.name,
                about: classic.about,
                classic,
                readers: 1,
            })
            .collect();
        let mp = tests
            .iter()
            .position(|test| test.name == "mp")
            .expect("the catalogue has mp");
        let pair = Test {
            name: "value-flag",
            about: "A value and a flag, one writer and eight readers: may any of them see the flag and miss the value?",
            classic: tests[mp].classic,
            readers: 8,
        };
        tests.insert(mp + 1, pair);
        tests
    });
    &TESTS
}

/// The test of that name.
pub fn find(name: &str) -> Option<&'static Test> {
    tests().iter().find(|test| test.name == name)
}
