//! `cargo workbook litmus`: the reorder demo. Classic litmus tests on this machine and under the models, side by side.
use std::ops::ControlFlow;
use std::path::PathBuf;

use interleave_litmus::native::{self, NotRunnable};
use interleave_litmus::{Choice, Machine, Record, Report, Test, VERSION, find, tests};
use serde::Serialize;

use crate::bars::Step;
use crate::context::{BAD, Context, Format};
use crate::exit::{Exit, Problem};
use crate::litmus;

/// How often a test is run when nothing else is asked for.
const ROUNDS: u64 = 1_000_000;
/// The same for each run of the tour.
const TOUR_ROUNDS: u64 = 300_000;

/// See what processors and compilers may reorder: litmus tests, on this machine and under the models
///
/// A litmus test is a program of a few threads with a few accesses to shared atomics, and a question: may it end like this? It
/// is run here many times, and every outcome is counted. Beside the counts stands what the models allow: Rust (RC11), x86 (x86-TSO)
/// and ARM (ARMv8), with the reason. Without a name: a tour of all tests, from the friendliest to the strangest.
///
/// In an outcome, `1:r0=1` says that the variable r0 of thread 1 is 1 in the end, and `x=2` that the atomic x is 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo workbook litmus                              the tour
  cargo workbook litmus sb                           store buffering: reordering that x86 shows, too
  cargo workbook litmus sb --orderings SeqCst        the same, every access SeqCst
  cargo workbook litmus mp --orderings Relaxed,Release,Acquire,Relaxed
                                                     an ordering for each access
  cargo workbook litmus value-flag                   one writer, eight readers
  cargo workbook litmus --list                       what tests there are")]
pub struct Args {
    /// The test; without it, the tour
    #[arg(value_name = "TEST")]
    test: Option<String>,
    /// The memory orderings: one for all accesses (Relaxed, AcqRel, SeqCst), or one for each, parted by commas
    #[arg(long, value_name = "ORDERINGS", requires = "test")]
    orderings: Option<String>,
    /// How many times to run it [default: 1,000,000; each run of the tour: 300,000]
    #[arg(long, short = 'n', value_name = "N", value_parser = rounds)]
    iterations: Option<u64>,
    /// Only list the tests
    #[arg(long, conflicts_with_all = ["test", "orderings", "iterations", "record"])]
    list: bool,
    /// Add what was seen to a record, which the book's tables are made of
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// For whom to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Json {
    version: u32,
    reports: Vec<Report>,
}

#[derive(Serialize)]
struct JsonList {
    version: u32,
    tests: Vec<JsonTest>,
}

#[derive(Serialize)]
struct JsonTest {
    name: &'static str,
    about: &'static str,
    orderings: Vec<String>,
}

/// Runs litmus tests.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    if args.list {
        return list(context, args);
    }
    // A record that cannot be added to is better known before all is run.
    let mut record = args.record.as_deref().map(open).transpose()?;
    let machine = Machine::this();
    let reports = match &args.test {
        Some(name) => {
            let test = named(name)?;
            let choice = match &args.orderings {
                Some(orderings) => test
                    .parse(orderings)
                    .map_err(|bad| Problem::Usage(bad.to_string()))?,
                None => test.weakest(),
            };
            one(context, args, &choice, &machine)
        }
        None => tour(context, args, &machine),
    };
    if let Some((path, record)) = &mut record {
        for run in reports
            .iter()
            .filter(|report| !report.stopped)
            .filter_map(|report| report.measured.clone())
        {
            record.add(run);
        }
        record
            .write(path)
            .map_err(|error| Problem::Machine(error.to_string()))?;
    }
    let violations: Vec<_> = reports
        .iter()
        .filter(|report| report.has_violation())
        .collect();
    for report in &violations {
        context.remark(context.paint(BAD, litmus::violation(report)));
    }
    let exit = exit(&reports, context.stopped());
    if args.format == Format::Json {
        context.say_json(&Json {
            version: VERSION,
            reports,
        })?;
    }
    Ok(exit)
}

/// An outcome that is forbidden matters more than Ctrl-C.
fn exit(reports: &[Report], stopped: bool) -> Exit {
    if reports.iter().any(Report::has_violation) {
        Exit::Forbidden
    } else if stopped {
        Exit::Interrupted
    } else {
        Exit::Ok
    }
}

/// One test with one choice of orderings, in full.
fn one(context: &Context, args: &Args, choice: &Choice, machine: &Machine) -> Vec<Report> {
    let quiet = args.format == Format::Json;
    let rounds = args.iterations.unwrap_or(ROUNDS);
    let step = Step::open(context, quiet, format!("Running {choice}"));
    let report = measure(context, choice, rounds, machine, |line| step.note(line));
    drop(step);
    if !quiet {
        context.say(litmus::full(context, &report));
    }
    vec![report]
}

/// Every test with the orderings of the tour; as many as there is time for before Ctrl-C.
fn tour(context: &Context, args: &Args, machine: &Machine) -> Vec<Report> {
    let quiet = args.format == Format::Json;
    let rounds = args.iterations.unwrap_or(TOUR_ROUNDS);
    let length = tests().iter().map(|test| test.tour().len() as u64).sum();
    let step = Step::counted(context, quiet, length, "Running the tour");
    if !quiet {
        step.say(context, litmus::introduction(context));
    }
    let mut reports = Vec::new();
    for test in tests() {
        let mut of_test = Vec::new();
        for choice in test.tour() {
            if context.stopped() {
                break;
            }
            let note = |line| step.note(format!("{} {}: {line}", test.name, choice.label()));
            of_test.push(measure(context, &choice, rounds, machine, note));
            step.advance();
        }
        if !of_test.is_empty() && !quiet {
            step.say(context, litmus::stop_of_tour(context, &of_test));
        }
        reports.append(&mut of_test);
    }
    drop(step);
    if !quiet {
        context.say(litmus::end_of_tour(context, machine, context.stopped()));
    }
    reports
}

/// Runs a test on this machine, if it can be, and asks the models.
fn measure(
    context: &Context,
    choice: &Choice,
    rounds: u64,
    machine: &Machine,
    note: impl Fn(String),
) -> Report {
    let options = native::Options {
        rounds,
        ..native::Options::default()
    };
    let watch = |progress: native::Progress| {
        note(litmus::progress(&progress, rounds));
        if context.stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    match native::run(choice, &options, watch) {
        Ok(seen) => Report::new(choice, Some((&seen, machine))),
        Err(NotRunnable::Race) => Report::new(choice, None),
    }
}

fn list(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    if args.format == Format::Json {
        let test = |test: &'static Test| JsonTest {
            name: test.name,
            about: test.about,
            orderings: test
                .weakest()
                .slots()
                .iter()
                .map(|slot| slot.text.clone())
                .collect(),
        };
        context.say_json(&JsonList {
            version: VERSION,
            tests: tests().iter().map(test).collect(),
        })?;
        return Ok(Exit::Ok);
    }
    let width = tests()
        .iter()
        .map(|test| test.name.len())
        .max()
        .unwrap_or(0);
    for test in tests() {
        context.say(litmus::listed(context, test.name, width, test.about));
    }
    Ok(Exit::Ok)
}

fn named(name: &str) -> Result<&'static Test, Problem> {
    let plain = name.to_lowercase().replace('_', "-");
    find(name).or_else(|| find(&plain)).ok_or_else(|| {
        let names: Vec<_> = tests().iter().map(|test| test.name).collect();
        let near = (names.iter())
            .map(|known| (strsim::damerau_levenshtein(&plain, known), known))
            .filter(|(distance, known)| *distance <= 1 + known.len() / 3)
            // `bs` is `sb` rather than `s`.
            .min_by_key(|(distance, known)| (*distance, known.len().abs_diff(plain.len())));
        let near = near
            .map(|(_, known)| format!(" Did you mean `{known}`?"))
            .unwrap_or_default();
        Problem::Usage(format!(
            "there is no litmus test called `{name}`.{near}\nThere are: {}.",
            names.join(", ")
        ))
    })
}

/// The record at a path, or a new one if there is no file.
fn open(path: &std::path::Path) -> anyhow::Result<(PathBuf, Record)> {
    let record = if path.exists() {
        Record::read(path).map_err(|error| Problem::Usage(error.to_string()))?
    } else {
        Record::new("cargo workbook litmus --record FILE")
    };
    Ok((path.to_owned(), record))
}

/// `1000000`, `1_000_000` or `1,000,000`.
fn rounds(text: &str) -> Result<u64, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    match digits.parse() {
        Ok(0) => Err("a test has to be run at least once".to_owned()),
        Ok(rounds) => Ok(rounds),
        Err(_) => Err("it is no whole number".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_litmus::Measured;

    /// `mp` with these orderings, as if this had been seen on an x86 machine.
    fn seen(orderings: &str, outcome: &str) -> Report {
        let choice = find("mp").unwrap().parse(orderings).unwrap();
        let run = Measured {
            test: "mp".to_owned(),
            orderings: choice.list(),
            rounds: 10,
            observations: 10,
            seconds: 1.0,
            threads: 2,
            processors: 2,
            pinned: true,
            machine: Machine {
                cpu: "a processor".to_owned(),
                arch: "x86_64".to_owned(),
                os: "linux".to_owned(),
            },
            date: "2026-11-22".to_owned(),
            seen: [(outcome.to_owned(), 10)].into(),
        };
        Report::recorded(&choice, Some(run))
    }

    #[test]
    fn a_forbidden_outcome_is_an_error_and_is_told_loudly() {
        let good = seen("SeqCst", "1:r0=1 1:r1=1");
        let by_rust = seen("AcqRel", "1:r0=1 1:r1=0");
        let by_x86 = seen("Relaxed", "1:r0=1 1:r1=0");
        assert_eq!(exit(std::slice::from_ref(&good), false), Exit::Ok);
        assert_eq!(exit(std::slice::from_ref(&good), true), Exit::Interrupted);
        for bad in [by_rust, by_x86] {
            let said = litmus::violation(&bad);
            assert!(
                said.starts_with("error: FORBIDDEN OUTCOME SEEN: `mp --orderings")
                    && said.contains("1:r0=1 1:r1=0 (10 times)"),
                "{said}"
            );
            assert_eq!(exit(&[good.clone(), bad], true), Exit::Forbidden);
        }
    }
}
