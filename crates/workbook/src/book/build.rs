//! One build of the book, from its sources to pages in place.

use super::explored::{Library, Source};
use super::links::{self, Site};
use super::log;
use super::preprocess::Directives;
use super::problem::Collector;
use crate::catalogue::Catalogue;
use anyhow::{Context as _, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_driver::config::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Told, in a few words, what a build begins to do.
pub type Progress = Arc<dyn Fn(&str) + Send + Sync>;

/// A [`Progress`] that says nothing.
pub fn silent() -> Progress {
    Arc::new(|_| ())
}

/// How to build.
#[derive(Clone)]
pub struct Options {
    /// Where explored listings come from.
    pub explored: Source,
    /// Told what the build does.
    pub progress: Progress,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            explored: Source::Export,
            progress: silent(),
        }
    }
}

/// A finished build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The folder with the pages.
    pub dest: PathBuf,
    /// How many pages there are.
    pub pages: usize,
    /// The links to other sites. Nobody has followed them.
    pub external: BTreeSet<String>,
}

/// Builds the book of the workbook at `root` into the folder `dest`, which is replaced as a whole.
///
/// # Errors
/// [`Problems`](super::Problems) when the sources are to blame: all of them at once. Any other error is the
/// machine's (a folder that cannot be written) or cargo's. In both cases `dest` is as it was.
pub fn build(root: &Path, dest: &Path, options: &Options) -> anyhow::Result<Built> {
    // The pages are built beside `dest`, so that putting them in place is a rename.
    let dest = std::path::absolute(dest).context("cannot tell where to put the book")?;
    let parent = dest
        .parent()
        .context("the book cannot replace the root of the file system")?;
    refuse_foreign(&dest)?;
    std::fs::create_dir_all(parent)
        .with_context(|| format!("cannot create {}", parent.display()))?;
    let stage = tempfile::Builder::new()
        .prefix(".book-")
        .tempdir_in(parent)
        .with_context(|| format!("cannot write to {}", parent.display()))?;
    let fresh = stage.path().join("new");

    let problems = Collector::default();
    let sources = render(root, &fresh, options, &problems)?;
    (options.progress)("checking the links");
    let packages = packages(root);
    let site = Site {
        folder: &fresh,
        sources: &sources,
        packages: &packages,
    };
    let found = links::check(&site, &problems)?;
    problems.check()?;

    swap(&fresh, &dest, &stage.path().join("old"))?;
    Ok(Built {
        dest,
        pages: found.pages,
        external: found.external,
    })
}

/// Renders all pages into `fresh`; gives the source of each page.
fn render(
    root: &Path,
    fresh: &Path,
    options: &Options,
    problems: &Collector,
) -> anyhow::Result<BTreeMap<String, (PathBuf, String)>> {
    let book = root.join("book");
    let catalogue = Catalogue::read(root)?;
    let mut config =
        Config::from_disk(book.join("book.toml")).context("cannot read book/book.toml")?;
    config.build.build_dir = fresh.to_owned();
    for (kind, files) in [
        ("css", widgets(&book, "css")?),
        ("js", widgets(&book, "js")?),
    ] {
        config.set(format!("output.html.additional-{kind}"), files)?;
    }
    let mut mdbook = MDBook::load_with_config(&book, config).context("cannot load the book")?;
    let sources = chapter_sources(root, &mdbook);
    (options.progress)(&format!("rendering {} chapters", sources.len()));
    mdbook.with_preprocessor(Directives {
        root: root.to_owned(),
        catalogue,
        explored: Library::new(root, &options.explored, &options.progress),
        problems: problems.clone(),
    });
    let (result, warnings) = log::listen(|| mdbook.build());
    // A mistake in the sources explains more than what came of it.
    if result.is_err() {
        problems.check()?;
    }
    result.context("mdBook cannot render the book")?;
    for warning in warnings {
        problems.add("book/src", None, warning);
    }
    // mdBook copies what is not Markdown; the quizzes are in the pages already.
    let quizzes = fresh.join("quizzes");
    if quizzes.is_dir() {
        std::fs::remove_dir_all(quizzes).context("cannot clean the built book")?;
    }
    Ok(sources)
}

/// Page to source, for messages.
fn chapter_sources(root: &Path, mdbook: &MDBook) -> BTreeMap<String, (PathBuf, String)> {
    let mut sources = BTreeMap::new();
    for item in mdbook.iter() {
        if let BookItem::Chapter(chapter) = item
            && let Some(source) = &chapter.source_path
        {
            let page = match source.file_name().and_then(|name| name.to_str()) {
                Some("README.md") => source.with_file_name("index.html"),
                _ => source.with_extension("html"),
            };
            let shown = Path::new("book/src").join(source);
            let text = std::fs::read_to_string(root.join(&shown)).unwrap_or_default();
            sources.insert(page.to_string_lossy().replace('\\', "/"), (shown, text));
        }
    }
    sources
}

/// The files of `book/widgets` with this ending, as mdBook wants them. What is in the folder is on every page.
fn widgets(book: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let folder = book.join("widgets");
    let entries =
        std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(Path::new("widgets").join(entry.ok()?.file_name())))
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    Ok(files)
}

/// The names of the workspace's packages.
fn packages(root: &Path) -> BTreeSet<String> {
    #[derive(serde::Deserialize)]
    struct Manifest {
        package: Package,
    }
    #[derive(serde::Deserialize)]
    struct Package {
        name: String,
    }
    let mut names = BTreeSet::new();
    for folder in ["crates", "exercises", "solutions", "book/listings"] {
        for entry in walkdir::WalkDir::new(root.join(folder))
            .max_depth(3)
            .into_iter()
            .flatten()
        {
            if entry.file_name() == "Cargo.toml"
                && let Ok(text) = std::fs::read_to_string(entry.path())
                && let Ok(manifest) = toml::from_str::<Manifest>(&text)
            {
                names.insert(manifest.package.name);
            }
        }
    }
    names
}

/// A folder that is there must be an earlier book, or empty: a mistyped `--dest` must not delete anything else.
fn refuse_foreign(dest: &Path) -> anyhow::Result<()> {
    let Ok(mut entries) = std::fs::read_dir(dest) else {
        if dest.exists() {
            bail!("{} is a file; name a folder for the book", dest.display());
        }
        return Ok(());
    };
    if entries.next().is_some() && !dest.join("toc.html").is_file() {
        bail!(
            "{} holds something other than a built book; name an empty or a new folder",
            dest.display()
        );
    }
    Ok(())
}

/// Puts `fresh` at `dest`. What was there goes to `old`, and comes back when the second step fails.
fn swap(fresh: &Path, dest: &Path, old: &Path) -> anyhow::Result<()> {
    let replaced = dest.exists();
    if replaced {
        std::fs::rename(dest, old).with_context(|| format!("cannot replace {}", dest.display()))?;
    }
    if let Err(error) = std::fs::rename(fresh, dest) {
        if replaced {
            let _ = std::fs::rename(old, dest);
        }
        let place: OsString = dest.into();
        return Err(error).with_context(|| format!("cannot put the book at {}", place.display()));
    }
    Ok(())
}
