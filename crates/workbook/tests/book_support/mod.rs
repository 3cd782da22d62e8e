//! A workbook in a temporary folder, with the real settings, theme and widgets, and executions made by hand.
#![allow(dead_code, reason = "each test file uses a part")]

pub(crate) mod executions;

use std::path::{Path, PathBuf};
use tempfile::TempDir;
use workbook::book::{Built, Options, Problems, Source, build, silent};

/// A workbook that a test may change.
pub(crate) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    /// The workbook as `tests/book_fixture` has it.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&crate_root.join("tests/book_fixture"), folder.path());
        let real = crate_root.join("../../book");
        for part in ["theme", "widgets"] {
            copy(&real.join(part), &folder.path().join("book").join(part));
        }
        std::fs::copy(real.join("book.toml"), folder.path().join("book/book.toml"))
            .expect("book.toml");
        let fixture = Fixture { folder };
        fixture.write("explored/lost_update.json", &executions::lost_update());
        fixture.write("explored/store_buffer.json", &executions::store_buffer());
        fixture
    }

    /// The workbook's root.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where [`Fixture::build`] puts the pages.
    pub(crate) fn site(&self) -> PathBuf {
        self.root().join("site")
    }

    /// Writes a file below the root.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a file in the workbook"))
            .expect("its folder");
        std::fs::write(path, text).expect("the file");
    }

    /// Adds text to the end of a chapter.
    pub(crate) fn append(&self, path: &str, text: &str) {
        let old = std::fs::read_to_string(self.root().join(path)).expect("the chapter");
        self.write(path, &format!("{old}\n{text}\n"));
    }

    /// Builds the book.
    pub(crate) fn try_build(&self) -> anyhow::Result<Built> {
        let explored = Source::Folder(self.root().join("explored"));
        let options = Options {
            explored,
            progress: silent(),
        };
        build(self.root(), &self.site(), &options)
    }

    /// Builds a book that must have no problem.
    pub(crate) fn build(&self) -> Built {
        self.try_build().unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// Builds a book that must have problems; gives them, a line each.
    pub(crate) fn problems(&self) -> String {
        let error = self.try_build().expect_err("the build must fail");
        match error.downcast_ref::<Problems>() {
            Some(problems) => problems
                .0
                .iter()
                .map(|problem| format!("{problem}\n"))
                .collect(),
            None => panic!("not the sources are to blame, but: {error:#}"),
        }
    }

    /// A built page.
    pub(crate) fn page(&self, path: &str) -> String {
        std::fs::read_to_string(self.site().join(path)).expect("the page")
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder of the fixture") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file of the fixture");
        }
    }
}
