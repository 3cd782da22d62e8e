//! Indexes the text files below a folder with your pipeline, and says where words are.
//!
//! `cargo run --release -p index_pipeline -- FOLDER WORD...`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use index_pipeline::disk::{Disk, Folder, search};
use index_pipeline::index::Index;
use index_pipeline::{Limits, run};
use indicatif::{ProgressBar, ProgressStyle};

/// A disk that moves a bar at each document. The pipeline knows nothing of it.
struct Watched {
    folder: Folder,
    bar: ProgressBar,
}

impl Disk for Watched {
    fn read(&self, path: &Path) -> io::Result<String> {
        self.bar.inc(1);
        self.folder.read(path)
    }

    fn write(&self, index: Index) -> io::Result<PathBuf> {
        self.folder.write(index)
    }

    fn merge(&self, files: Vec<PathBuf>) -> io::Result<PathBuf> {
        // How far merging is, nobody knows. That it goes on is seen.
        self.bar.set_style(ProgressStyle::default_spinner());
        self.bar.set_message("merging files");
        self.bar.enable_steady_tick(Duration::from_millis(100));
        self.folder.merge(files)
    }
}

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder: PathBuf = arguments
        .next()
        .context("which folder? Call it with a folder, and words to look for")?
        .into();
    let mut paths = vec![];
    add_files(&folder, &mut paths).with_context(|| format!("cannot list {}", folder.display()))?;

    let bar = ProgressBar::new(paths.len() as u64).with_message("indexing");
    bar.set_style(ProgressStyle::with_template(
        "{msg:13} {wide_bar} {pos}/{len} documents",
    )?);
    let target = std::env::temp_dir().join(format!("index_pipeline-{}", std::process::id()));
    fs::create_dir_all(&target)?;
    let disk = Watched {
        folder: Folder::new(&target),
        bar: bar.clone(),
    };
    let limits = Limits {
        room: 32,
        enough: 1_000_000,
    };
    let report = run(paths.clone(), limits, Arc::new(disk));
    bar.finish_and_clear();

    for (path, error) in &report.unread {
        println!("left out {}: {error}", path.display());
    }
    let index = report.index.context("there is no index")?;
    println!(
        "the index of {} documents is {}",
        paths.len(),
        index.display()
    );
    for word in arguments {
        let word = word.to_string_lossy();
        let mut found = search(&index, &word)?;
        found.sort_by_key(|posting| std::cmp::Reverse(posting.times));
        println!("{word}: in {} documents", found.len());
        for posting in found.iter().take(5) {
            println!(
                "{:>6} times in {}",
                posting.times,
                paths[posting.document as usize].display()
            );
        }
    }
    Ok(())
}

/// Adds all files below a folder, in the order of their names.
fn add_files(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            add_files(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
