//! Other solutions, right and wrong, as packages: a workspace of them below the target folder, built in one call of cargo.
//!
//! Each is a copy of its exercise with `src/lib.rs` replaced. The library keeps the exercise's name, so the tests stay as they
//! are; the package gets a name of its own. Files are written only when they change, so that a second `verify`
//! builds only what is new.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::{Table, Value};
use walkdir::WalkDir;

use crate::cargo::Package;
use crate::catalogue::Exercise;
use crate::exit::Problem;
use crate::starters::write_whole;

/// A solution in one file.
#[derive(Debug)]
pub(super) struct Variant<'v> {
    /// What it solves.
    pub exercise: &'v Exercise,
    /// The name of its package.
    pub package: String,
    /// The file.
    pub file: &'v Path,
}

/// The workspace that is written.
#[derive(Debug)]
pub(super) struct Workspace<'w> {
    /// The workbook's root.
    pub root: &'w Path,
    /// Where the packages go.
    pub folder: PathBuf,
}

impl Workspace<'_> {
    /// Writes a package for each of the variants, and forgets those of earlier runs.
    ///
    /// # Errors
    /// A manifest cannot be read, or a file cannot be written.
    pub(super) fn write(&self, variants: &[Variant<'_>]) -> Result<Vec<Package>, Problem> {
        let cannot = |error: io::Error| {
            Problem::Machine(format!(
                "{} cannot be written: {error}",
                self.folder.display()
            ))
        };
        fs::create_dir_all(&self.folder).map_err(cannot)?;
        let packages: Vec<_> = variants
            .iter()
            .map(|variant| Package {
                name: variant.package.clone(),
                folder: self.folder.join(&variant.package),
            })
            .collect();
        for entry in fs::read_dir(&self.folder).map_err(cannot)?.flatten() {
            let path = entry.path();
            if path.is_dir()
                && !path.ends_with("target")
                && packages.iter().all(|package| package.folder != path)
            {
                fs::remove_dir_all(path).map_err(cannot)?;
            }
        }
        for (package, variant) in packages.iter().zip(variants) {
            self.write_package(package, variant)?;
        }
        self.write_root(&packages)?;
        let lock = self.root.join("Cargo.lock");
        if lock.is_file() {
            update(
                &self.folder.join("Cargo.lock"),
                &fs::read(lock).map_err(cannot)?,
            )
            .map_err(cannot)?;
        }
        // Cargo knows a package by its real path.
        let folder = self.folder.canonicalize().map_err(cannot)?;
        Ok(packages
            .into_iter()
            .map(|package| Package {
                folder: folder.join(&package.name),
                ..package
            })
            .collect())
    }

    fn write_package(&self, package: &Package, variant: &Variant<'_>) -> Result<(), Problem> {
        let from = self.root.join(variant.exercise.path());
        let cannot = |error: io::Error| {
            Problem::Machine(format!(
                "{} cannot be written: {error}",
                package.folder.display()
            ))
        };
        let mut kept = vec![PathBuf::from("Cargo.toml"), PathBuf::from("src/lib.rs")];
        for entry in WalkDir::new(&from)
            .into_iter()
            .filter_entry(|entry| entry.file_name() != "target")
        {
            let entry = entry.map_err(|error| cannot(error.into()))?;
            let Ok(below) = entry.path().strip_prefix(&from) else {
                continue;
            };
            if entry.file_type().is_file() && !kept[..2].contains(&below.to_path_buf()) {
                let contents = fs::read(entry.path()).map_err(cannot)?;
                update(&package.folder.join(below), &contents).map_err(cannot)?;
                kept.push(below.to_path_buf());
            }
        }
        let manifest = manifest(&from, package, variant.exercise)?;
        update(&package.folder.join("Cargo.toml"), manifest.as_bytes()).map_err(cannot)?;
        let source = fs::read(variant.file).map_err(cannot)?;
        update(&package.folder.join("src/lib.rs"), &source).map_err(cannot)?;
        for entry in WalkDir::new(&package.folder)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
        {
            let below = entry
                .path()
                .strip_prefix(&package.folder)
                .map(Path::to_path_buf);
            if below.is_ok_and(|below| !kept.contains(&below)) {
                fs::remove_file(entry.path()).map_err(cannot)?;
            }
        }
        Ok(())
    }

    /// The workbook's own manifest with other members, its paths made absolute, and without debug information.
    fn write_root(&self, packages: &[Package]) -> Result<(), Problem> {
        let mut manifest = read(&self.root.join("Cargo.toml"))?;
        if let Some(workspace) = manifest.get_mut("workspace").and_then(Value::as_table_mut) {
            for (key, value) in [
                ("members", names(packages)),
                ("default-members", names(packages)),
            ] {
                workspace.insert(key.to_owned(), value);
            }
            workspace.remove("exclude");
            absolute(workspace.get_mut("dependencies"), self.root);
        }
        // What is compiled once and run needs neither; both take many gigabytes of so many packages.
        let mut section = &mut manifest;
        for name in ["profile", "dev"] {
            section = section
                .entry(name)
                .or_insert_with(|| Value::Table(Table::new()))
                .as_table_mut()
                .ok_or_else(|| {
                    let file = self.root.join("Cargo.toml");
                    Problem::Broken(format!("{}: `{name}` is no table", file.display()))
                })?;
        }
        section.insert("debug".to_owned(), Value::Boolean(false));
        section.insert("incremental".to_owned(), Value::Boolean(false));
        if let Some(sources) = manifest.get_mut("patch").and_then(Value::as_table_mut) {
            sources
                .iter_mut()
                .for_each(|(_, source)| absolute(Some(source), self.root));
        }
        let file = self.folder.join("Cargo.toml");
        update(&file, manifest.to_string().as_bytes()).map_err(|error| {
            Problem::Machine(format!("{} cannot be written: {error}", file.display()))
        })
    }
}

fn names(packages: &[Package]) -> Value {
    Value::Array(
        packages
            .iter()
            .map(|package| Value::String(package.name.clone()))
            .collect(),
    )
}

/// The exercise's manifest under the package's name.
fn manifest(from: &Path, package: &Package, exercise: &Exercise) -> Result<String, Problem> {
    let mut manifest = read(&from.join("Cargo.toml"))?;
    let section = |manifest: &mut Table, name: &str| {
        manifest
            .entry(name)
            .or_insert_with(|| Value::Table(Table::new()))
            .as_table_mut()
            .map(std::mem::take)
    };
    let mut about = section(&mut manifest, "package").unwrap_or_default();
    about.insert("name".to_owned(), Value::String(package.name.clone()));
    manifest.insert("package".to_owned(), Value::Table(about));
    let mut library = section(&mut manifest, "lib").unwrap_or_default();
    library
        .entry("name")
        .or_insert_with(|| Value::String(exercise.name.replace('-', "_")));
    manifest.insert("lib".to_owned(), Value::Table(library));
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        absolute(manifest.get_mut(kind), from);
    }
    Ok(manifest.to_string())
}

/// Makes the paths of a table of dependencies absolute.
fn absolute(dependencies: Option<&mut Value>, base: &Path) {
    for (_, dependency) in dependencies
        .and_then(Value::as_table_mut)
        .into_iter()
        .flatten()
    {
        if let Some(Value::String(path)) = dependency.get_mut("path") {
            let whole = base.join(&*path);
            *path = whole
                .canonicalize()
                .unwrap_or(whole)
                .to_string_lossy()
                .into_owned();
        }
    }
}

fn read(file: &Path) -> Result<Table, Problem> {
    let broken =
        |error: &dyn std::fmt::Display| Problem::Broken(format!("{}: {error}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| broken(&error))?;
    text.parse()
        .map_err(|error: toml::de::Error| broken(&error.message()))
}

/// Writes a file if that changes it: cargo goes by the time of the last change.
fn update(file: &Path, contents: &[u8]) -> io::Result<()> {
    if fs::read(file).is_ok_and(|old| old == contents) {
        return Ok(());
    }
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    write_whole(file, contents)
}
