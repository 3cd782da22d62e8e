//! Running tests, each in a process of its own.
//!
//! A test that hangs, aborts or exits thus takes no other with it, what it printed is known to be its own, and nobody
//! has to read libtest's report: the exit code says it. The checker's reports come as files
//! (`INTERLEAVE_REPORT_DIR`).
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use interleave_trace::Report;
use serde::Serialize;

use crate::cargo::{self, Package};
use crate::exit::Problem;
use crate::process::{self, End, Limits, Stream};

/// A test to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The package that it belongs to.
    pub package: Package,
    /// The test executable.
    pub executable: PathBuf,
    /// The test's name; `None` runs the executable without arguments, for one that is not libtest's.
    pub test: Option<String>,
    /// The only execution to run (`INTERLEAVE_REPLAY`).
    pub replay: Option<String>,
}

impl Job {
    /// What the test is called.
    pub fn name(&self) -> String {
        let stem = || {
            self.executable
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        self.test.clone().unwrap_or_else(stem)
    }
}

/// How tests are run.
pub struct Options<'o> {
    /// How long one test may take.
    pub time: Duration,
    /// How many run at once.
    pub at_once: usize,
    /// Whether a panic shows its backtrace.
    pub backtrace: bool,
    /// Asked often; when it says so, the running tests are killed and no more are started.
    pub stop: &'o (dyn Fn() -> bool + Sync),
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It passed.
    Passed,
    /// It failed.
    Failed,
    /// It was still running when its time was up.
    TimedOut,
    /// It printed more than [`MOST_PRINTED`].
    PrintedTooMuch,
    /// It was not run, because another test of the same package ran or printed without end.
    NotRun,
}

/// A test that was run.
#[derive(Debug, Clone)]
pub struct Ran {
    /// Its name.
    pub test: String,
    /// How it ended.
    pub ended: Ended,
    /// How its process ended, when that was neither success nor a failed test: "signal: 6 (SIGABRT)".
    pub crash: Option<String>,
    /// What it printed to standard output, without libtest's own lines; its beginning if that is long.
    pub stdout: String,
    /// What it printed to standard error; its beginning if that is long.
    pub stderr: String,
    /// What the checker wrote, one for each check.
    pub reports: Vec<Report>,
}

/// A test that prints more than this many bytes is stopped: nobody reads that, and it may be without end.
pub const MOST_PRINTED: usize = 8 << 20;

/// How many bytes of a test's output are kept.
const KEPT: usize = 64 << 10;

/// How much of the end of a test's output is looked at: more than libtest's last line.
const TAIL: usize = 512;

/// The exit code of libtest for a failed test.
const LIBTEST_FAILED: i32 = 101;

/// The tests in an executable. One that cannot list its tests is one test.
///
/// # Errors
/// The executable cannot be run, or `stop` said so.
pub fn list(
    package: &Package,
    executable: &Path,
    options: &Options<'_>,
) -> Result<Vec<Job>, Problem> {
    let mut command = test_command(package, executable, options);
    command.args(["--list", "--format", "terse"]);
    let limits = Limits {
        deadline: Some(Instant::now() + options.time),
        printed: MOST_PRINTED,
        kept: MOST_PRINTED,
    };
    let finished = process::run(command, limits, options.stop, &mut |_, _| {})
        .map_err(|e| cannot_run(executable, &e))?;
    if finished.end == End::Stopped {
        return Err(Problem::Interrupted);
    }
    let job = |test| Job {
        package: package.clone(),
        executable: executable.to_path_buf(),
        test,
        replay: None,
    };
    let named: Vec<_> = finished
        .stdout
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .collect();
    if finished.end.success() && (!named.is_empty() || finished.stdout.trim().is_empty()) {
        return Ok(named
            .into_iter()
            .map(|name| job(Some(name.to_owned())))
            .collect());
    }
    Ok(vec![job(None)])
}

/// Runs the tests, several at once; `seen` is told of each when it has ended (and from which job). The results are in
/// the order of the jobs.
///
/// # Errors
/// A test cannot be run, or `stop` said so.
pub fn run(
    jobs: &[Job],
    options: &Options<'_>,
    seen: &(dyn Fn(&Job, &Ran) + Sync),
) -> Result<Vec<Ran>, Problem> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<Ran, Problem>>>> =
        Mutex::new(jobs.iter().map(|_| None).collect());
    let endless: Mutex<Vec<&Package>> = Mutex::new(vec![]);
    thread::scope(|scope| {
        for _ in 0..options.at_once.clamp(1, jobs.len().max(1)) {
            scope.spawn(|| {
                // ORDERING: only the number counts; the results travel through the mutex.
                while let Some((index, job)) = take(&next, jobs) {
                    let skip = lock(&endless).contains(&&job.package);
                    let result = if skip {
                        Ok(not_run(job))
                    } else {
                        run_one(job, options)
                    };
                    if let Ok(ran) = &result {
                        if matches!(ran.ended, Ended::TimedOut | Ended::PrintedTooMuch) {
                            lock(&endless).push(&job.package);
                        }
                        seen(job, ran);
                    }
                    lock(&results)[index] = Some(result);
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results
        .into_iter()
        .map(|result| result.unwrap_or(Err(Problem::Interrupted)))
        .collect()
}

fn take<'j>(next: &AtomicUsize, jobs: &'j [Job]) -> Option<(usize, &'j Job)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(index).map(|job| (index, job))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn not_run(job: &Job) -> Ran {
    let (stdout, stderr) = (String::new(), String::new());
    Ran {
        test: job.name(),
        ended: Ended::NotRun,
        crash: None,
        stdout,
        stderr,
        reports: vec![],
    }
}

fn run_one(job: &Job, options: &Options<'_>) -> Result<Ran, Problem> {
    if (options.stop)() {
        return Err(Problem::Interrupted);
    }
    let cannot = |error: io::Error| cannot_run(&job.executable, &error);
    let reports = tempfile::tempdir().map_err(cannot)?;
    let mut command = test_command(&job.package, &job.executable, options);
    command.env("INTERLEAVE_REPORT_DIR", reports.path());
    if let Some(id) = &job.replay {
        command.env("INTERLEAVE_REPLAY", id);
    }
    if let Some(test) = &job.test {
        // Not captured: libtest would keep what an endless loop prints until the memory is full.
        command.args([test, "--exact", "--nocapture"]);
    }
    let limits = Limits {
        deadline: Some(Instant::now() + options.time),
        printed: MOST_PRINTED,
        kept: KEPT,
    };
    // The end of what it printed, which is not kept when it is long.
    let mut tail = vec![];
    let finished = process::run(command, limits, options.stop, &mut |stream, piece| {
        if stream == Stream::Out {
            tail.extend_from_slice(piece);
            tail.drain(..tail.len().saturating_sub(TAIL));
        }
    })
    .map_err(cannot)?;
    let (ended, crash) = match finished.end {
        End::Stopped => return Err(Problem::Interrupted),
        End::TimedOut => (Ended::TimedOut, None),
        End::PrintedTooMuch => (Ended::PrintedTooMuch, None),
        // Someone called `process::exit`: that is no success.
        End::Exited(status) if status.success() && job.test.is_some() && !is_complete(&tail) => (
            Ended::Failed,
            Some("`exit`, before the test had ended".to_owned()),
        ),
        End::Exited(status) if status.success() => (Ended::Passed, None),
        End::Exited(status) if status.code() == Some(LIBTEST_FAILED) => (Ended::Failed, None),
        End::Exited(status) => (Ended::Failed, Some(status.to_string())),
    };
    Ok(Ran {
        test: job.name(),
        ended,
        crash,
        stdout: job.test.as_deref().map_or(finished.stdout.clone(), |test| {
            own_output(&finished.stdout, test)
        }),
        stderr: finished.stderr,
        reports: read_reports(reports.path())?,
    })
}

/// A test executable in the surroundings that cargo would give it.
fn test_command(package: &Package, executable: &Path, options: &Options<'_>) -> Command {
    let mut command = Command::new(executable);
    command
        .current_dir(&package.folder)
        .env("CARGO", cargo::cargo_path())
        .env("CARGO_MANIFEST_DIR", &package.folder)
        .env("CARGO_MANIFEST_PATH", package.folder.join("Cargo.toml"))
        .env("CARGO_PKG_NAME", &package.name)
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", if options.backtrace { "1" } else { "0" });
    for name in [
        "INTERLEAVE_REPLAY",
        "INTERLEAVE_REPORT_DIR",
        "RUST_TEST_THREADS",
        "RUST_TEST_NOCAPTURE",
    ] {
        command.env_remove(name);
    }
    command
}

fn cannot_run(executable: &Path, error: &io::Error) -> Problem {
    Problem::Machine(format!(
        "the test {} could not be run: {error}",
        executable.display()
    ))
}

/// Whether libtest has come to its end.
fn is_complete(tail: &[u8]) -> bool {
    String::from_utf8_lossy(tail).contains("\ntest result: ok. ")
}

/// Standard output without the lines that libtest adds around that of its one test.
fn own_output(stdout: &str, test: &str) -> String {
    let own = stdout
        .split_once("running 1 test\n")
        .map_or(stdout, |(_, own)| own);
    let own = own
        .rsplit_once("\ntest result: ")
        .map_or(own, |(own, _)| own);
    let own = own.split_once("\nfailures:\n").map_or(own, |(own, _)| own);
    // The result stands on the line of what was printed last, when that had no newline.
    let own = match own.rsplit_once(&format!("test {test} ")) {
        Some((own, result)) if result.contains("...") && !result.trim_end().contains('\n') => own,
        _ => own,
    };
    own.trim_end().to_owned()
}

/// The checker's reports, in the order in which the checks were made.
fn read_reports(folder: &Path) -> Result<Vec<Report>, Problem> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Problem::Broken(format!("a report of the checker cannot be read: {error}"))
    };
    let mut files = vec![];
    for entry in fs::read_dir(folder).map_err(|error| unreadable(&error))? {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let number = stem
                .rsplit('.')
                .next()
                .and_then(|number| number.parse::<u64>().ok());
            files.push((number, path));
        }
    }
    files.sort();
    let mut reports = vec![];
    for (_, path) in files {
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&error))?;
        let report: Report = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        if report.version != interleave_trace::VERSION {
            let (is, known) = (report.version, interleave_trace::VERSION);
            return Err(unreadable(&format!(
                "it has version {is}, and this program knows {known}"
            )));
        }
        reports.push(report);
    }
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use super::own_output;

    #[test]
    fn only_what_the_test_printed_is_kept() {
        let passed = "\nrunning 1 test\nhello\ntest m::it ... ok\n\ntest result: ok. 1 passed\n\n";
        assert_eq!(own_output(passed, "m::it"), "hello");
        let failed = "\nrunning 1 test\na\n\nb\ntest m::it ... FAILED\n\nfailures:\n\nfailures:\n    m::it\n\ntest result: FAILED. 0\n\n";
        assert_eq!(own_output(failed, "m::it"), "a\n\nb");
        let panics = "\nrunning 1 test\nno newlinetest it - should panic ... ok\n\ntest result: ok. 1 passed\n\n";
        assert_eq!(own_output(panics, "it"), "no newline");
        assert_eq!(
            own_output("\nrunning 1 test\nkilled here", "m::it"),
            "killed here"
        );
    }
}
