//! The claims, and whether they hold.
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::folders::{self, Others};
use super::packages::{Variant, Workspace};
use super::right::{self, Right};
use super::wrong::{self, Wrong};
use crate::bars::Step;
use crate::cargo::{self, Build, Built, Package};
use crate::catalogue::Exercise;
use crate::checking;
use crate::context::Context;
use crate::exit::Problem;
use crate::runner::{self, Ended, Job, Options, Ran};
use crate::verdict::{self, Outcome, Verdict};

/// How to verify.
#[derive(Debug, Clone, Copy)]
pub struct Verifying {
    /// How long one test may take.
    pub time: Duration,
    /// How often each test is run.
    pub runs: u32,
    /// Whether to keep every core busy besides.
    pub busy: bool,
    /// Whether to show no progress.
    pub quiet: bool,
}

/// What is claimed of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "claim", rename_all = "snake_case")]
pub enum Claim {
    /// Its folders are as `exercises/FORMAT.md` says.
    Folders,
    /// Its starter compiles and fails its checks.
    Starter,
    /// Its solution passes.
    Solution,
    /// Another right solution passes, too.
    Right {
        /// Which.
        right: String,
    },
    /// A wrong solution is rejected, for the reason that it names.
    Wrong {
        /// Which.
        wrong: String,
    },
}

/// Whether a claim holds.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// The exercise.
    pub exercise: String,
    /// What is claimed of it.
    #[serde(flatten)]
    pub claim: Claim,
    /// What is wrong; empty when the claim holds.
    pub faults: Vec<String>,
    /// The longest that the checker explored for one call of it, in microseconds: of solutions. For information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_micros: Option<u64>,
}

/// A package whose tests are run for a claim.
struct Subject<'s> {
    exercise: &'s Exercise,
    claim: Claim,
    wrong: Option<&'s Wrong>,
    package: Package,
}

/// Verifies the exercises: what is found, exercise by exercise.
///
/// # Errors
/// What keeps us from a finding: cargo cannot be run, a folder cannot be written, Ctrl-C.
pub fn verify(
    context: &Context,
    exercises: &[&Exercise],
    verifying: &Verifying,
) -> Result<Vec<Found>, Problem> {
    let root = &context.root;
    let solutions = root.join("solutions").is_dir();
    let mut found = vec![];
    let mut rights: Vec<(&Exercise, Right)> = vec![];
    let mut wrongs: Vec<(&Exercise, Wrong)> = vec![];
    for &exercise in exercises {
        let folder = root.join(exercise.solution_path());
        let mut others = solutions.then(|| Others {
            right: right::read(&folder.join("right")),
            wrong: wrong::read(&folder.join("wrong")),
        });
        let faults = folders::faults(root, exercise, others.as_ref())?;
        found.push(Found {
            exercise: exercise.name.clone(),
            claim: Claim::Folders,
            faults,
            longest_micros: None,
        });
        if let Some(others) = others.take() {
            let of = |right| (exercise, right);
            rights.extend(others.right.into_iter().flatten().map(of));
            let of = |wrong| (exercise, wrong);
            wrongs.extend(others.wrong.into_iter().flatten().map(of));
        }
    }
    let mut subjects = vec![];
    for &exercise in exercises {
        let package = checking::package(root, exercise);
        subjects.push(Subject {
            exercise,
            claim: Claim::Starter,
            wrong: None,
            package,
        });
        if root
            .join(exercise.solution_path())
            .join("Cargo.toml")
            .is_file()
        {
            let package = Package {
                name: exercise.solution_package(),
                folder: root.join(exercise.solution_path()),
            };
            subjects.push(Subject {
                exercise,
                claim: Claim::Solution,
                wrong: None,
                package,
            });
        }
    }
    let stop = || context.stopped();
    let packages: Vec<_> = subjects
        .iter()
        .map(|subject| subject.package.clone())
        .collect();
    let mut built = build(
        context,
        verifying,
        "the starters and solutions",
        root,
        None,
        &packages,
    )?;
    let of_rights = rights.iter().map(|(exercise, right)| Variant {
        exercise,
        package: format!("{}__right__{}", exercise.name, right.name),
        file: &right.file,
    });
    let of_wrongs = wrongs.iter().map(|(exercise, wrong)| Variant {
        exercise,
        package: format!("{}__{}", exercise.name, wrong.name),
        file: &wrong.file,
    });
    let variants: Vec<_> = of_rights.chain(of_wrongs).collect();
    if !variants.is_empty() {
        let target = cargo::target_folder(root, &stop)?;
        let folder = target.join("verify");
        let mut packages = Workspace {
            root,
            folder: folder.clone(),
        }
        .write(&variants)?;
        built.extend(build(
            context,
            verifying,
            "the other solutions, right and wrong",
            &folder,
            Some(&target),
            &packages,
        )?);
        let of_wrongs = packages.split_off(rights.len());
        subjects.extend(
            packages
                .into_iter()
                .zip(&rights)
                .map(|(package, (exercise, right))| {
                    let claim = Claim::Right {
                        right: right.name.clone(),
                    };
                    Subject {
                        exercise,
                        claim,
                        wrong: None,
                        package,
                    }
                }),
        );
        subjects.extend(
            of_wrongs
                .into_iter()
                .zip(&wrongs)
                .map(|(package, (exercise, wrong))| {
                    let claim = Claim::Wrong {
                        wrong: wrong.name.clone(),
                    };
                    Subject {
                        exercise,
                        claim,
                        wrong: Some(wrong),
                        package,
                    }
                }),
        );
    }
    found.extend(judge_all(context, verifying, &subjects, &built)?);
    let order = |found: &Found| {
        exercises
            .iter()
            .position(|exercise| exercise.name == found.exercise)
    };
    found.sort_by_key(order);
    Ok(found)
}

fn build(
    context: &Context,
    verifying: &Verifying,
    what: &str,
    workspace: &Path,
    target: Option<&Path>,
    packages: &[Package],
) -> Result<BTreeMap<String, Built>, Problem> {
    let step = Step::open(context, verifying.quiet, format!("Building {what}"));
    let stop = || context.stopped();
    let verbose = context.verbose && !verifying.quiet;
    let build = Build {
        workspace,
        target,
        colour: context.colour,
        verbose,
        stop: &stop,
    };
    cargo::build(packages, &build, &mut |line| step.note(line.to_owned()))
}

fn judge_all(
    context: &Context,
    verifying: &Verifying,
    subjects: &[Subject<'_>],
    built: &BTreeMap<String, Built>,
) -> Result<Vec<Found>, Problem> {
    let stop = || context.stopped();
    let options = Options {
        time: verifying.time,
        at_once: checking::cores(),
        backtrace: false,
        stop: &stop,
    };
    let mut jobs: Vec<Job> = vec![];
    // A wrong solution is run again with the tests that must reject it: the others say nothing about it.
    let mut again: Vec<Job> = vec![];
    for subject in subjects {
        for executable in built
            .get(&subject.package.name)
            .filter(|built| !built.failed())
            .iter()
            .flat_map(|b| &b.executables)
        {
            let tests = runner::list(&subject.package, executable, &options)?;
            let says_something =
                |job: &&Job| subject.wrong.is_none_or(|it| it.is_judged_by(&job.name()));
            again.extend(tests.iter().filter(says_something).cloned());
            jobs.extend(tests);
        }
    }
    let mut found: Vec<Found> = subjects
        .iter()
        .map(|subject| Found {
            exercise: subject.exercise.name.clone(),
            claim: subject.claim.clone(),
            faults: vec![],
            longest_micros: None,
        })
        .collect();
    let total = jobs.len() as u64 + again.len() as u64 * u64::from(verifying.runs - 1);
    let step = Step::counted(context, verifying.quiet, total, "Running the checks");
    let load = verifying.busy.then(Load::start);
    for run in 1..=verifying.runs {
        let jobs = if run == 1 { &jobs } else { &again };
        let ran = runner::run(jobs, &options, &|job, ran| {
            step.note(format!("{}: {}", job.package.name, ran.test));
            step.advance();
        })?;
        let mut by_package: BTreeMap<&str, Vec<Ran>> = BTreeMap::new();
        for (job, ran) in jobs.iter().zip(ran) {
            by_package.entry(&job.package.name).or_default().push(ran);
        }
        for (subject, found) in subjects.iter().zip(&mut found) {
            let built = built.get(&subject.package.name);
            let failed = built.is_some_and(Built::failed);
            let ran = (!failed).then(|| {
                by_package
                    .remove(subject.package.name.as_str())
                    .unwrap_or_default()
            });
            let diagnostics = built
                .map(|built| built.diagnostics.clone())
                .unwrap_or_default();
            let outcome = verdict::judge(&subject.exercise.name, diagnostics, ran);
            if matches!(subject.claim, Claim::Solution | Claim::Right { .. }) {
                let reports = outcome.tests.iter().flat_map(|test| &test.reports);
                found.longest_micros = found
                    .longest_micros
                    .max(reports.map(|report| report.micros).max());
            }
            if let Err(fault) = judge(subject, &outcome) {
                let fault = if verifying.runs > 1 {
                    format!("run {run}: {fault}")
                } else {
                    fault
                };
                found.faults.push(fault);
            }
        }
    }
    drop((step, load));
    Ok(found)
}

fn judge(subject: &Subject<'_>, outcome: &Outcome) -> Result<(), String> {
    if outcome.verdict != Verdict::DoesNotCompile && outcome.tests.is_empty() {
        return Err("it has no test".to_owned());
    }
    match (&subject.claim, subject.wrong) {
        (Claim::Wrong { .. }, Some(wrong)) => wrong::judge(wrong, outcome),
        (Claim::Solution, _) => accepted(outcome),
        (Claim::Right { .. }, _) => match outcome.diagnostics.first() {
            Some(warning) if outcome.verdict != Verdict::DoesNotCompile => {
                Err(format!("the compiler warns:\n{}", warning.rendered))
            }
            _ => accepted(outcome),
        },
        _ => match outcome.verdict {
            Verdict::NotYet => Ok(()),
            Verdict::Solved => Err("the starter passes every test".to_owned()),
            _ => Err(format!(
                "the starter must compile, and fail by itself: {}",
                why(outcome)
            )),
        },
    }
}

fn accepted(outcome: &Outcome) -> Result<(), String> {
    match (outcome.verdict, outcome.limit()) {
        (Verdict::Solved, None) => Ok(()),
        (Verdict::Solved, Some(limit)) => Err(format!(
            "not every execution of the solution was explored: the limit {limit} was hit"
        )),
        _ => Err(format!("the solution is not accepted: {}", why(outcome))),
    }
}

fn why(outcome: &Outcome) -> String {
    if outcome.verdict == Verdict::DoesNotCompile {
        let rendered: String = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rendered.as_str())
            .collect();
        return format!("it does not compile\n{rendered}");
    }
    let tests = outcome
        .failing()
        .filter(|test| test.result != Ended::NotRun)
        .map(|test| match test.result {
            Ended::TimedOut => format!("`{}` never ended", test.name),
            Ended::PrintedTooMuch => format!("`{}` printed without end", test.name),
            _ => format!("`{}` failed: {}", test.name, test.message),
        });
    tests.collect::<Vec<_>>().join("\n")
}

/// One spinning thread for each core: a check whose verdict depends on time shows it under load.
struct Load(std::sync::Arc<std::sync::atomic::AtomicBool>);

impl Load {
    fn start() -> Self {
        use std::sync::atomic::Ordering::Relaxed;
        let done = Load(std::sync::Arc::default());
        for _ in 0..checking::cores() {
            let done = std::sync::Arc::clone(&done.0);
            // ORDERING: a flag by itself; nothing is published with it.
            std::thread::spawn(move || {
                while !done.load(Relaxed) {
                    std::hint::spin_loop()
                }
            });
        }
        done
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}
