//! `cargo workbook reset`: an exercise as it was at the start; what was there is kept.
use crate::context::Context;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::starters::{self, Reset};

/// Put an exercise back as it was at the start
///
/// What you had written is copied to .workbook/backups first. Nothing needs git.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cargo workbook reset counter")]
pub struct Args {
    /// The exercise
    name: String,
}

/// Resets.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercise = catalogue.exercise(&args.name)?;
    let name = &exercise.name;
    match starters::reset(&context.root, exercise, &context.notes().join("backups"))? {
        Reset::Untouched => context.say(format!(
            "`{name}` is as it was at the start; there is nothing to do."
        )),
        Reset::Done(backup) => {
            // The hints that were seen stay seen.
            Progress::update(&context.root, name, |note| {
                (note.solved, note.tried) = (false, false);
                note.replays.clear();
            })?;
            context.say(format!(
                "`{name}` is as it was at the start.\nWhat was there is kept in {}.",
                context.shown(&backup)
            ));
        }
    }
    Ok(Exit::Ok)
}
