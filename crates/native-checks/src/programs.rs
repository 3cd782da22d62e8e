//! Small programs that the compiler must reject, and with which error code.
//!
//! The programs use the learner's crate, under the name `subject`. They are put into a package of
//! their own in the target folder, and one `cargo check` judges them all, offline and with the
//! workspace's lock file. Error codes are compared and wording is not, so that a learner may use
//! another compiler.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The crate that the programs use. [`subject!`](crate::subject) makes one.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its package name.
    pub package: &'static str,
    /// The folder of its manifest.
    pub folder: &'static str,
    /// A folder that may be written to.
    pub scratch: &'static str,
}

/// The crate whose test calls this, as a [`Subject`](crate::programs::Subject).
#[macro_export]
macro_rules! subject {
    () => {
        $crate::programs::Subject {
            package: env!("CARGO_PKG_NAME"),
            folder: env!("CARGO_MANIFEST_DIR"),
            scratch: env!("CARGO_TARGET_TMPDIR"),
        }
    };
}

/// Programs for [`Verdicts::of`](crate::programs::Verdicts::of), by their names: the files `../programs/NAME.rs`, seen from the file that
/// calls this.
#[macro_export]
macro_rules! programs {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../programs/", $name, ".rs")))),*]
    };
}

/// What the compiler said about each program.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verdicts(BTreeMap<String, Verdict>);

/// What the compiler said about one program.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Verdict {
    /// The codes of its errors ("E0308"), or the names of denied lints.
    codes: BTreeSet<String>,
    /// Its errors as rustc shows them; empty when it compiles.
    errors: String,
}

impl Verdicts {
    /// Compiles the programs, each a name and a source text with a `main` function.
    ///
    /// `dependencies` are lines for the manifest: `session_types = "0.3.1"`.
    ///
    /// Tests may each be a process of their own: the first one asks the compiler, and the others of the same test program
    /// read what it said.
    ///
    /// # Panics
    /// When cargo cannot be run, or cannot get as far as the programs.
    #[must_use]
    pub fn of(subject: &Subject, dependencies: &[&str], programs: &[(&str, &str)]) -> Self {
        let programs_folder = Path::new(subject.scratch).join("programs");
        // Each test may be a process of its own, and all of them write the same files: one at a time. Unlocked when it is dropped.
        fs::create_dir_all(&programs_folder).expect("the scratch folder can be written to");
        let turn = File::create(programs_folder.join("turn"))
            .expect("the scratch folder can be written to");
        turn.lock().expect("a file can be locked");
        let package = programs_folder.join(subject.package);
        let said = package.join("said.json");
        let this = this_test_program();
        if let Ok(Said { by, verdicts }) = read(&said)
            && by == this
        {
            return verdicts;
        }
        write(
            &package.join("Cargo.toml"),
            &manifest(subject, dependencies, programs),
        );
        for (name, source) in programs {
            write(&package.join(format!("{name}.rs")), source);
        }
        let lock = Path::new(subject.folder)
            .ancestors()
            .map(|it| it.join("Cargo.lock"))
            .find(|it| it.exists());
        if let Some(lock) = lock {
            write(
                &package.join("Cargo.lock"),
                &fs::read_to_string(lock).expect("the lock file can be read"),
            );
        }

        // One target folder for the programs of all exercises: what they depend on is compiled
        // once.
        let target = programs_folder.join("target");
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "check",
                "--offline",
                "--quiet",
                "--bins",
                "--keep-going",
                "--message-format=json",
            ])
            .arg("--target-dir")
            .arg(target)
            .current_dir(&package)
            .output()
            .expect("cargo can be run");

        let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
        let stdout = String::from_utf8_lossy(&output.stdout);
        for message in stdout
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            let Some(name) = message["target"]["name"].as_str() else {
                continue;
            };
            if !programs.iter().any(|(program, _)| *program == name) {
                continue;
            }
            match message["reason"].as_str() {
                Some("compiler-artifact") => {
                    verdicts.entry(name.to_string()).or_default();
                }
                Some("compiler-message") if message["message"]["level"] == "error" => {
                    let verdict = verdicts.entry(name.to_string()).or_default();
                    verdict.errors += message["message"]["rendered"]
                        .as_str()
                        .unwrap_or("(no text)\n");
                    verdict.codes.extend(
                        message["message"]["code"]["code"]
                            .as_str()
                            .map(String::from),
                    );
                }
                _ => {}
            }
        }
        for (name, _) in programs {
            assert!(
                verdicts.contains_key(*name),
                "cargo did not get as far as the program `{name}`; this says nothing about your solution:\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let verdicts = Verdicts(verdicts);
        let now = Said { by: this, verdicts };
        let text = serde_json::to_string(&now).expect("names, texts and a time are JSON");
        write(&said, &text);
        now.verdicts
    }

    /// Fails unless the compiler rejects the program with this error code. `why` it must is for the
    /// learner.
    #[track_caller]
    pub fn must_reject(&self, program: &str, code: &str, why: &str) {
        let verdict = &self.0[program];
        assert!(
            !verdict.errors.is_empty(),
            "the program `{program}` compiles, and must not ({code} is expected): {why}"
        );
        assert!(
            verdict.codes.contains(code),
            "the program `{program}` is rejected for another reason than {code} ({why}):\n{}",
            verdict.errors
        );
    }

    /// Fails unless the program compiles.
    #[track_caller]
    pub fn must_accept(&self, program: &str, why: &str) {
        let errors = &self.0[program].errors;
        assert!(
            errors.is_empty(),
            "the program `{program}` does not compile, and must: {why}\n{errors}"
        );
    }
}

/// The compiler's answers, and for which test program they were asked.
#[derive(Serialize, Deserialize)]
struct Said {
    by: TestProgram,
    verdicts: Verdicts,
}

/// The learner's crate and the programs are both part of the test program. When they change, it is built anew.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct TestProgram {
    file: PathBuf,
    length: u64,
    built: SystemTime,
}

fn this_test_program() -> TestProgram {
    let file = env::current_exe().expect("a test knows its own executable");
    let about = fs::metadata(&file).expect("a test can look at its own executable");
    TestProgram {
        length: about.len(),
        built: about.modified().expect("a file has a time"),
        file,
    }
}

fn read(said: &Path) -> io::Result<Said> {
    Ok(serde_json::from_str(&fs::read_to_string(said)?)?)
}

fn manifest(subject: &Subject, dependencies: &[&str], programs: &[(&str, &str)]) -> String {
    let Subject {
        package, folder, ..
    } = subject;
    // `[workspace]` keeps cargo from taking the package for a member of the workspace around it.
    let mut text = format!(
        "[package]\nname = \"{package}-programs\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         subject = {{ package = {package:?}, path = {folder:?} }}\n{}\n",
        dependencies.join("\n")
    );
    for (name, _) in programs {
        let _ = write!(text, "\n[[bin]]\nname = \"{name}\"\npath = \"{name}.rs\"\n");
    }
    text
}

/// Writes a file if its text has changed, so that cargo does not check again for nothing.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().expect("a file has a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
