//! `cargo workbook check`: the verdict on one exercise, a topic, or all.
use std::time::Duration;

use serde::Serialize;

use super::list;
use crate::catalogue::{Catalogue, Exercise};
use crate::checking::{self, Checking, TIME};
use crate::context::{Context, Format, QUIET, STRONG};
use crate::exit::{Exit, Problem};
use crate::progress::Progress;
use crate::show;
use crate::verdict::{Outcome, VERSION, Verdict};

/// Check an exercise, all of a topic, or all there are
///
/// Without a name it checks the first exercise that you have not solved yet.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo workbook check               the first exercise that is not solved
  cargo workbook check counter       one exercise
  cargo workbook check mutex         a topic
  cargo workbook check --all         everything")]
pub struct Args {
    /// The exercise or the topic, as `cargo workbook list` shows them
    #[arg(value_name = "NAME|TOPIC", conflicts_with = "all")]
    name: Option<String>,
    /// Check all exercises
    #[arg(long)]
    all: bool,
    /// How long a test may run before it is stopped
    #[arg(long, value_name = "SECONDS", default_value_t = TIME.as_secs(), value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// For whom to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Checked<'o> {
    version: u32,
    outcomes: &'o [Outcome],
}

/// Checks.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercises = wanted(context, &catalogue, args)?;
    let Some(first) = exercises.first() else {
        context.say("All exercises are solved. `cargo workbook check --all` checks them again.");
        return Ok(Exit::Ok);
    };
    let stop = || context.stopped();
    let quiet = args.format == Format::Json;
    let checking = Checking {
        time: Duration::from_secs(args.timeout),
        quiet,
        replay: None,
        stop: &stop,
    };
    let outcomes = checking::check(context, &exercises, &checking)?;
    for outcome in &outcomes {
        Progress::note(&context.root, outcome)?;
    }
    let exit = outcomes
        .iter()
        .fold(Exit::Ok, |exit, outcome| exit.and(outcome.verdict.exit()));
    if quiet {
        context.say_json(&Checked {
            version: VERSION,
            outcomes: &outcomes,
        })?;
    } else if let [outcome] = outcomes.as_slice() {
        context.say(show::full(context, outcome, args.timeout));
        advise(context, &catalogue, first, outcome);
    } else {
        several(context, &outcomes);
    }
    Ok(exit)
}

fn wanted<'c>(
    context: &Context,
    catalogue: &'c Catalogue,
    args: &Args,
) -> Result<Vec<&'c Exercise>, Problem> {
    if let Some(name) = &args.name {
        return catalogue.select(name);
    }
    if let (true, Some(fault)) = (args.all, catalogue.faults.first()) {
        return Err(Problem::Broken(fault.to_string()));
    }
    if args.all {
        return Ok(catalogue.exercises.iter().collect());
    }
    Ok(list::next(catalogue, &Progress::read(&context.root))
        .into_iter()
        .collect())
}

/// What to do next.
fn advise(context: &Context, catalogue: &Catalogue, exercise: &Exercise, outcome: &Outcome) {
    let file = exercise.path().join("src/lib.rs");
    if outcome.verdict != Verdict::Solved {
        let name = &exercise.name;
        context.say(format!(
            "\nThe file to edit is {}. Stuck? `cargo workbook hint {name}`",
            file.display()
        ));
    } else if let Some(next) = list::next(catalogue, &Progress::read(&context.root)) {
        context.say(format!(
            "\nNext: {} ({})",
            context.paint(STRONG, &next.name),
            next.path().display()
        ));
    } else {
        context.say("\nThat was the last one: everything is solved.");
    }
}

fn several(context: &Context, outcomes: &[Outcome]) {
    for outcome in outcomes {
        context.say(show::line(context, outcome));
    }
    let solved = outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Solved)
        .count();
    context.say(format!("\n{solved} of {} solved.", outcomes.len()));
    if let Some(first) = outcomes
        .iter()
        .find(|outcome| outcome.verdict != Verdict::Solved)
    {
        let why = format!(
            "`cargo workbook check {}` says why it is not.",
            first.exercise
        );
        context.say(context.paint(QUIET, why));
    }
}
