//! `cargo workbook replay`: one execution again, by the id that a verdict gave.
use crate::checking::{self, Checking, TIME};
use crate::context::Context;
use crate::exit::{Exit, Problem};
use crate::progress::Progress;
use crate::show;
use crate::verdict::Verdict;

/// Run one execution again, by the id that a verdict gave
///
/// After an edit an id may mean another execution, or none.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cargo workbook replay counter ID")]
pub struct Args {
    /// The exercise
    name: String,
    /// The id, from the line `replay:` of the verdict
    id: String,
    /// The test that the id belongs to; needed only for an id that is not from the last check
    #[arg(long)]
    test: Option<String>,
}

/// Replays.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercise = catalogue.exercise(&args.name)?;
    let replays = Progress::read(&context.root).of(&exercise.name).replays;
    let Some(test) = args
        .test
        .as_ref()
        .or_else(|| replays.get(&args.id))
        .cloned()
    else {
        let known: Vec<_> = replays.keys().map(String::as_str).collect();
        let known = if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        };
        return Err(Problem::Usage(format!(
            "the last check of `{}` gave no id `{}` (it gave: {known}).\n\
             Check it again, or say with --test which test the id belongs to.",
            exercise.name, args.id
        ))
        .into());
    };
    let stop = || context.stopped();
    let replay = Some((Some(test), args.id.clone()));
    let checking = Checking {
        time: TIME,
        quiet: false,
        replay,
        stop: &stop,
    };
    let outcomes = checking::check(context, &[exercise], &checking)?;
    let Some(outcome) = outcomes.first() else {
        return Ok(Exit::Ok);
    };
    if outcome.verdict == Verdict::Solved {
        context.say(
            "This execution does not fail (any more). `cargo workbook check` tries all of them.",
        );
    } else {
        context.say(show::full(context, outcome, TIME.as_secs()));
    }
    Ok(outcome.verdict.exit())
}
