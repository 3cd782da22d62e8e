//! `cargo workbook build`: the book as a static site.
use std::path::PathBuf;
use std::sync::Arc;

use crate::bars::Step;
use crate::book;
use crate::context::Context;
use crate::exit::Exit;

/// Build the book as a static site
///
/// The pages work offline, from a web server or opened as files; only live verdicts need `cargo workbook`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cargo workbook build --dest public")]
pub struct Args {
    /// The folder to put it in; what is there is replaced
    #[arg(long, value_name = "DIR", default_value = "book/output")]
    dest: PathBuf,
}

/// Builds.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let step = Arc::new(Step::open(context, false, "Building the book"));
    let options = book::Options {
        progress: {
            let step = Arc::clone(&step);
            Arc::new(move |what| step.note(what.to_owned()))
        },
        ..book::Options::default()
    };
    let built = book::build(&context.root, &args.dest, &options)?;
    drop((options, step));
    context.say(format!(
        "{} pages in {}",
        built.pages,
        context.shown(&built.dest)
    ));
    Ok(Exit::Ok)
}
