//! `cargo workbook starters`: for maintainers, after a change to a starter.
use crate::context::Context;
use crate::exit::{Exit, Problem};
use crate::starters;

/// Keep the exercises as they are now as what `reset` puts back (for maintainers)
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub struct Args {}

/// Keeps them.
pub fn run(context: &Context, _: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    if let Some(fault) = catalogue.faults.first() {
        return Err(Problem::Broken(fault.to_string()).into());
    }
    starters::keep(&catalogue)?;
    context.say(format!(
        "The starters of {} exercises are kept.",
        catalogue.exercises.len()
    ));
    Ok(Exit::Ok)
}
