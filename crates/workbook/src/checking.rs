//! From exercises to verdicts: build all in one call, run all tests, judge.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use walkdir::WalkDir;

use crate::bars::Step;
use crate::cargo::{self, Build, Built, Package};
use crate::catalogue::Exercise;
use crate::context::Context;
use crate::exit::Problem;
use crate::runner::{self, Job, Options, Ran};
use crate::verdict::{self, Outcome};

/// How long a test may take if nobody says otherwise. Far more than any needs: it is there for those that never end.
pub const TIME: Duration = Duration::from_secs(60);

/// How to check.
pub struct Checking<'c> {
    /// How long one test may take.
    pub time: Duration,
    /// Whether to show no progress.
    pub quiet: bool,
    /// Only this test and, in it, only the execution of this id.
    pub replay: Option<(Option<String>, String)>,
    /// Asked often; when it says so, everything is killed and the check ends with [`Problem::Interrupted`].
    pub stop: &'c (dyn Fn() -> bool + Sync),
}

/// Checks the exercises; the outcomes are in their order.
///
/// # Errors
/// What keeps us from a verdict: see [`cargo::build`] and [`runner::run`].
pub fn check(
    context: &Context,
    exercises: &[&Exercise],
    checking: &Checking<'_>,
) -> Result<Vec<Outcome>, Problem> {
    let packages: Vec<_> = exercises
        .iter()
        .map(|exercise| package(&context.root, exercise))
        .collect();
    let step = Step::open(context, checking.quiet, building(exercises));
    let build = Build {
        workspace: &context.root,
        target: None,
        colour: context.colour,
        verbose: context.verbose && !checking.quiet,
        stop: checking.stop,
    };
    let built = cargo::build(&packages, &build, &mut |line| step.note(line.to_owned()))?;
    drop(step);

    let options = Options {
        time: checking.time,
        at_once: cores(),
        backtrace: context.verbose,
        stop: checking.stop,
    };
    let jobs = jobs(&packages, &built, &options, checking)?;
    let step = Step::counted(
        context,
        checking.quiet || jobs.is_empty(),
        jobs.len() as u64,
        "Checking",
    );
    let ran = runner::run(&jobs, &options, &|_, ran| {
        step.note(ran.test.clone());
        step.advance();
    })?;
    drop(step);
    Ok(outcomes(exercises, built, &jobs, ran))
}

/// How many tests run at once.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// The package of an exercise.
pub fn package(root: &Path, exercise: &Exercise) -> Package {
    Package {
        name: exercise.name.clone(),
        folder: root.join(exercise.path()),
    }
}

fn building(exercises: &[&Exercise]) -> String {
    match exercises {
        [one] => format!("Building {}", one.name),
        many => format!("Building {} exercises", many.len()),
    }
}

fn jobs(
    packages: &[Package],
    built: &BTreeMap<String, Built>,
    options: &Options<'_>,
    checking: &Checking<'_>,
) -> Result<Vec<Job>, Problem> {
    let mut jobs = vec![];
    for package in packages {
        let Some(built) = built.get(&package.name).filter(|built| !built.failed()) else {
            continue;
        };
        let mut own = vec![];
        for executable in &built.executables {
            own.extend(runner::list(package, executable, options)?);
        }
        sort_as_written(&mut own, &package.folder);
        if own.is_empty() {
            return Err(Problem::Broken(format!(
                "`{}` has no test: tests/check.rs and tests/cases are not as they were handed out",
                package.name
            )));
        }
        if let Some((test, id)) = &checking.replay {
            own.retain(|job| test.as_ref().is_none_or(|test| job.name() == *test));
            own.iter_mut().for_each(|job| job.replay = Some(id.clone()));
        }
        jobs.extend(own);
    }
    Ok(jobs)
}

/// Sorts the tests as they stand in the source: their author began with the simplest. (libtest sorts by name.)
fn sort_as_written(jobs: &mut [Job], folder: &Path) {
    let files = WalkDir::new(folder.join("tests")).sort_by_file_name();
    let text: String = files
        .into_iter()
        .flatten()
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
        })
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    jobs.sort_by_cached_key(|job| {
        let name = job.name();
        let function = format!("fn {}(", name.rsplit("::").next().unwrap_or(&name));
        text.find(&function).unwrap_or(usize::MAX)
    });
}

fn outcomes(
    exercises: &[&Exercise],
    mut built: BTreeMap<String, Built>,
    jobs: &[Job],
    ran: Vec<Ran>,
) -> Vec<Outcome> {
    let mut by_package: BTreeMap<&str, Vec<Ran>> = BTreeMap::new();
    for (job, ran) in jobs.iter().zip(ran) {
        by_package.entry(&job.package.name).or_default().push(ran);
    }
    let judged = exercises.iter().map(|exercise| {
        let built = built.remove(&exercise.name).unwrap_or_default();
        let ran = (!built.failed()).then(|| {
            by_package
                .remove(exercise.name.as_str())
                .unwrap_or_default()
        });
        verdict::judge(&exercise.name, built.diagnostics, ran)
    });
    judged.collect()
}
