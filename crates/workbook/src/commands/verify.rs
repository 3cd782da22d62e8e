//! `cargo workbook verify`: for who writes exercises.
use std::time::Duration;

use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::context::{BAD, Context, Format, GOOD, STRONG};
use crate::exit::{Exit, Problem};
use crate::verdict::VERSION;
use crate::verify::{self, Claim, Found, Verifying};

/// Verify the workbook itself: starters fail, solutions pass, wrong solutions are rejected as they should be
///
/// For each exercise: its folders are complete and its chapter shows it; its starter compiles and fails its checks; its
/// solution passes, and so does each other right solution; each wrong solution is rejected by the test, the kind of failure and the words that its header
/// names. exercises/FORMAT.md has the rules.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo workbook verify                       everything
  cargo workbook verify counter               one exercise
  cargo workbook verify --runs 50 --busy      the same verdicts 50 times over, on a busy machine")]
pub struct Args {
    /// The exercise or the topic; all if there is none
    #[arg(value_name = "NAME|TOPIC")]
    name: Option<String>,
    /// How often each test is run; of a wrong solution, after the first time, those that its header names
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Keep every core busy besides
    #[arg(long)]
    busy: bool,
    /// How long a test may run before it is stopped, which is a fault
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// For whom to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Verified<'f> {
    version: u32,
    runs: u32,
    holds: bool,
    /// Exercise folders that cannot be read.
    unreadable: Vec<String>,
    found: &'f [Found],
}

/// Verifies.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercises = match &args.name {
        Some(name) => catalogue.select(name)?,
        None => catalogue.exercises.iter().collect(),
    };
    let unreadable: Vec<_> = unreadable(&catalogue, args);
    let verifying = Verifying {
        time: Duration::from_secs(args.timeout),
        runs: args.runs,
        busy: args.busy,
        quiet: args.format == Format::Json,
    };
    let found = if exercises.is_empty() {
        vec![]
    } else {
        verify::verify(context, &exercises, &verifying)?
    };
    if exercises.is_empty() && unreadable.is_empty() {
        return Err(Problem::Broken("there is no exercise to verify".to_owned()).into());
    }
    let holds = unreadable.is_empty() && found.iter().all(|found| found.faults.is_empty());
    if args.format == Format::Json {
        context.say_json(&Verified {
            version: VERSION,
            runs: args.runs,
            holds,
            unreadable,
            found: &found,
        })?;
    } else {
        show(context, args, &unreadable, &found);
    }
    Ok(if holds { Exit::Ok } else { Exit::NotYet })
}

fn unreadable(catalogue: &Catalogue, args: &Args) -> Vec<String> {
    if args.name.is_some() {
        return vec![];
    }
    catalogue.faults.iter().map(ToString::to_string).collect()
}

fn show(context: &Context, args: &Args, unreadable: &[String], found: &[Found]) {
    for fault in unreadable {
        context.say(format!("{} {fault}", context.paint(BAD, "✗")));
    }
    for found in found {
        let said = format!(
            "{}: {}",
            context.paint(STRONG, &found.exercise),
            claim(&found.claim)
        );
        if !found.faults.is_empty() {
            context.say(format!("{} {said}", context.paint(BAD, "✗")));
            for fault in &found.faults {
                context.say(format!("    {}", fault.trim_end().replace('\n', "\n    ")));
            }
        } else if context.verbose {
            context.say(format!("{} {said}", context.paint(GOOD, "✓")));
        }
    }
    let count = |wanted: fn(&Claim) -> bool| {
        let of: Vec<_> = found.iter().filter(|found| wanted(&found.claim)).collect();
        let hold = of.iter().filter(|found| found.faults.is_empty()).count();
        format!("{hold} of {}", of.len())
    };
    context.say(format!(
        "folders complete: {}",
        count(|claim| *claim == Claim::Folders)
    ));
    context.say(format!(
        "starters that compile and fail: {}",
        count(|claim| *claim == Claim::Starter)
    ));
    if context.root.join("solutions").is_dir() {
        context.say(format!(
            "solutions accepted: {}",
            count(|claim| *claim == Claim::Solution)
        ));
        let right = count(|claim| matches!(claim, Claim::Right { .. }));
        context.say(format!("other right solutions accepted: {right}"));
        let wrong = count(|claim| matches!(claim, Claim::Wrong { .. }));
        context.say(format!("wrong solutions rejected as named: {wrong}"));
    } else {
        context.say("The solutions are not part of this copy: neither they nor the wrong ones were verified.");
    }
    let longest = found.iter().max_by_key(|found| found.longest_micros);
    if let Some((found, micros)) = longest.and_then(|it| Some((it, it.longest_micros?))) {
        context.say(format!(
            "the longest exploration of a solution: {:.2} s, in {}",
            micros as f64 / 1e6,
            found.exercise
        ));
    }
    if args.runs > 1 {
        let busy = if args.busy {
            ", with every core kept busy"
        } else {
            ""
        };
        context.say(format!(
            "Each of them was judged {} times{busy}.",
            args.runs
        ));
    }
}

fn claim(claim: &Claim) -> String {
    match claim {
        Claim::Folders => "its folders".to_owned(),
        Claim::Starter => "its starter compiles and fails".to_owned(),
        Claim::Solution => "its solution is accepted".to_owned(),
        Claim::Right { right } => format!("`{right}` is accepted"),
        Claim::Wrong { wrong } => format!("`{wrong}` is rejected as named"),
    }
}
