//! `cargo workbook hint`: the next hint, from a nudge to nearly the solution.
use serde::Serialize;

use crate::context::{Context, Format, STRONG};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::verdict::VERSION;

/// Show the next hint for an exercise
///
/// The first is a nudge; each says more than the one before it, and the last is nearly the solution.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cargo workbook hint counter\n  cargo workbook hint counter --all"
)]
pub struct Args {
    /// The exercise
    name: String,
    /// Show all hints
    #[arg(long)]
    all: bool,
    /// For whom to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Hints<'h> {
    version: u32,
    exercise: &'h str,
    /// The number of the first of `hints`, from 1.
    first: usize,
    hints: &'h [String],
    of: usize,
}

/// Shows a hint, and notes that it was shown.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercise = catalogue.exercise(&args.name)?;
    let all = &exercise.entry.hints;
    let shown = Progress::read(&context.root).of(&exercise.name).hints;
    // After the last hint, the last hint again.
    let first = if args.all {
        0
    } else {
        shown.min(all.len().saturating_sub(1))
    };
    let end = if args.all {
        all.len()
    } else {
        (first + 1).min(all.len())
    };
    let hints = &all[first..end];
    if end > shown {
        Progress::update(&context.root, &exercise.name, |note| note.hints = end)?;
    }
    if args.format == Format::Json {
        let exercise = &exercise.name;
        context.say_json(&Hints {
            version: VERSION,
            exercise,
            first: first + 1,
            hints,
            of: all.len(),
        })?;
        return Ok(Exit::Ok);
    }
    for (index, hint) in hints.iter().enumerate() {
        let heading = format!("Hint {} of {}", first + index + 1, all.len());
        context.say(format!(
            "{}\n{}\n",
            context.paint(STRONG, heading),
            hint.trim()
        ));
    }
    let name = &exercise.name;
    if end < all.len() {
        context.say(format!(
            "There are more: `cargo workbook hint {name}` shows the next."
        ));
    } else {
        context.say(format!(
            "That was the last. `cargo workbook solution {name}` shows a solution."
        ));
    }
    Ok(Exit::Ok)
}
