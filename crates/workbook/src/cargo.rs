//! Building exercises: one call of cargo for all that are wanted, its messages read as the JSON that they are.
//!
//! What the compiler says of an exercise is that exercise's; anything else that goes wrong is a [`Problem`].
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::exit::Problem;
use crate::process::{self, End, Limits, Stream};

/// A package to build with its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, absolute.
    pub folder: PathBuf,
}

/// How to build.
pub struct Build<'b> {
    /// The workspace that the packages are members of, absolute.
    pub workspace: &'b Path,
    /// Where cargo puts what it builds; `None`: where it would by itself.
    pub target: Option<&'b Path>,
    /// Whether the compiler's messages are to be coloured.
    pub colour: bool,
    /// Whether cargo's own messages are shown as they come.
    pub verbose: bool,
    /// Asked often; when it says so, cargo is killed.
    pub stop: &'b (dyn Fn() -> bool + Sync),
}

/// What came of one package.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// The test executables, in the order in which cargo told of them.
    pub executables: Vec<PathBuf>,
    /// What the compiler said of this package, errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Built {
    /// Whether the compiler rejected it.
    pub fn failed(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level.starts_with("error"))
    }
}

/// One message of the compiler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// "error", "warning", ...
    pub level: String,
    /// "E0382", or a lint's name.
    pub code: Option<String>,
    /// The first line, without its code.
    pub message: String,
    /// The whole, as the compiler would have printed it.
    pub rendered: String,
}

/// More than cargo ever says; it is a bound on what a broken one could.
const MOST_OUTPUT: usize = 512 << 20;

/// Cargo's own words that are kept, to be shown when something goes wrong that is nobody's compile error.
const KEPT: usize = 1 << 20;

/// Builds the tests of all the packages; `seen` is given cargo's words ("Compiling counter v0.1.0") as they come.
///
/// # Errors
/// Cargo cannot be run or fails for another reason than a package's own compile errors; or `stop` said so.
pub fn build(
    packages: &[Package],
    options: &Build<'_>,
    seen: &mut dyn FnMut(&str),
) -> Result<BTreeMap<String, Built>, Problem> {
    let mut command = cargo();
    command.current_dir(options.workspace).args([
        "build",
        "--tests",
        "--keep-going",
        "--message-format",
    ]);
    command.arg(if options.colour {
        "json-diagnostic-rendered-ansi"
    } else {
        "json"
    });
    if let Some(target) = options.target {
        command.arg("--target-dir").arg(target);
    }
    for package in packages {
        command.args(["--package", &package.name]);
    }
    let mut messages = Messages::new(packages);
    let mut said = Lines::default();
    let limits = Limits {
        deadline: None,
        printed: MOST_OUTPUT,
        kept: KEPT,
    };
    let finished = process::run(
        command,
        limits,
        options.stop,
        &mut |stream, piece| match stream {
            Stream::Out => messages.feed(piece),
            Stream::Err => said.feed(piece, |line| {
                if options.verbose {
                    eprintln!("{line}");
                }
                seen(line.trim());
            }),
        },
    )
    .map_err(|error| Problem::Machine(format!("cargo could not be run: {error}")))?;
    match finished.end {
        End::Stopped => Err(Problem::Interrupted),
        End::Exited(status) if status.success() => Ok(messages.built),
        End::Exited(_) if messages.built.values().any(Built::failed) => Ok(messages.built),
        _ if !messages.elsewhere.is_empty() => Err(Problem::Broken(format!(
            "what the exercises depend on does not compile; this is not the exercise's fault:\n\n{}",
            messages.elsewhere
        ))),
        _ => Err(explain(finished.stderr.trim())),
    }
}

/// Where cargo puts what it builds for this workspace.
///
/// # Errors
/// Cargo cannot be run, or the workspace's manifests are wrong.
pub fn target_folder(
    workspace: &Path,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<PathBuf, Problem> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let mut command = cargo();
    command
        .current_dir(workspace)
        .args(["metadata", "--no-deps", "--format-version", "1"]);
    let limits = Limits {
        deadline: None,
        printed: MOST_OUTPUT,
        kept: MOST_OUTPUT,
    };
    let finished = process::run(command, limits, &|| stop(), &mut |_, _| {})
        .map_err(|error| Problem::Machine(format!("cargo could not be run: {error}")))?;
    if !finished.end.success() {
        return Err(explain(finished.stderr.trim()));
    }
    let metadata: Metadata = serde_json::from_str(&finished.stdout).map_err(|error| {
        Problem::Broken(format!("cargo metadata said something unexpected: {error}"))
    })?;
    Ok(metadata.target_directory)
}

/// Cargo, without what the cargo that started us set for us: build scripts would see it, and run again.
pub fn cargo() -> Command {
    let mut command = Command::new(cargo_path());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
            .iter()
            .any(|start| text.starts_with(start))
            || ["CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"].contains(&&*text)
        {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that started us, else the one on the path.
pub fn cargo_path() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Cargo failed, and not for a compile error: its own words, and what to do.
fn explain(said: &str) -> Problem {
    let errors = said.find("error").map_or(said, |start| &said[start..]);
    // Permission denied, file exists (where a folder should be), not a directory, no space left, read-only file system.
    if ["13", "17", "20", "28", "30"]
        .iter()
        .any(|code| errors.contains(&format!("(os error {code})")))
    {
        return Problem::Machine(format!(
            "cargo cannot write what it builds:\n\n{errors}\n\n\
             Make room for it or let it write there; or set CARGO_TARGET_DIR to a folder where it may."
        ));
    }
    if ["download", "network", "resolve host", "registry"]
        .iter()
        .any(|word| errors.contains(word))
    {
        return Problem::Machine(format!("cargo could not fetch what it needs:\n\n{errors}"));
    }
    Problem::Broken(format!("cargo could not build the workbook:\n\n{errors}"))
}

/// Cargo's JSON messages as they come, sorted by package.
struct Messages {
    folders: BTreeMap<PathBuf, String>,
    built: BTreeMap<String, Built>,
    /// Errors of packages that nobody asked for.
    elsewhere: String,
    lines: Lines,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    message: Option<RustcMessage>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct RustcMessage {
    level: String,
    code: Option<Code>,
    message: String,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

impl Messages {
    fn new(packages: &[Package]) -> Self {
        Messages {
            folders: packages
                .iter()
                .map(|package| (package.folder.clone(), package.name.clone()))
                .collect(),
            built: packages
                .iter()
                .map(|package| (package.name.clone(), Built::default()))
                .collect(),
            elsewhere: String::new(),
            lines: Lines::default(),
        }
    }

    fn feed(&mut self, piece: &[u8]) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.feed(piece, |line| {
            // A line that is no message was printed by something that cargo ran.
            if let Ok(message) = serde_json::from_str::<Message>(line) {
                self.take(message);
            }
        });
        self.lines = lines;
    }

    fn take(&mut self, message: Message) {
        let folder = message.manifest_path.as_deref().and_then(Path::parent);
        let built = folder
            .and_then(|folder| self.folders.get(folder))
            .and_then(|name| self.built.get_mut(name));
        match (message.reason.as_str(), message.message, message.executable) {
            ("compiler-message", Some(said), _) => {
                let rendered = said.rendered.unwrap_or_else(|| said.message.clone());
                let diagnostic = Diagnostic {
                    level: said.level,
                    code: said.code.map(|code| code.code),
                    message: said.message,
                    rendered,
                };
                match built {
                    // The library is compiled once for its own tests and once for the others.
                    Some(built) if built.diagnostics.contains(&diagnostic) => {}
                    Some(built) => built.diagnostics.push(diagnostic),
                    None if diagnostic.level.starts_with("error") => {
                        self.elsewhere.push_str(&diagnostic.rendered)
                    }
                    None => {}
                }
            }
            ("compiler-artifact", _, Some(executable))
                if message.profile.is_some_and(|profile| profile.test) =>
            {
                if let Some(built) = built {
                    built.executables.push(executable);
                }
            }
            _ => {}
        }
    }
}

/// Bytes as they come, cut into lines.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    fn feed(&mut self, piece: &[u8], mut line: impl FnMut(&str)) {
        self.rest.extend_from_slice(piece);
        let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') else {
            return;
        };
        let rest = self.rest.split_off(end + 1);
        for whole in self
            .rest
            .split(|byte| *byte == b'\n')
            .filter(|whole| !whole.is_empty())
        {
            line(&String::from_utf8_lossy(whole));
        }
        self.rest = rest;
    }
}
