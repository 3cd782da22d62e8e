//! The command line: which verb, with what in common, and which exit code in the end.
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand};

use crate::catalogue::find_root;
use crate::commands::{
    build, check, completions, hint, learn, list, litmus, replay, reset, solution, starters, verify,
};
use crate::context::{Colour, Context};
use crate::exit::{self, Exit, Problem};

const ABOUT: &str =
    "Learn concurrency in Rust: a book, and exercises whose checks try every interleaving.";

const LONG_ABOUT: &str = "\
Learn concurrency in Rust: a book, and exercises whose checks try every interleaving.

Start with `cargo workbook`, without anything else. It opens the book in your browser and watches your files: \
each time that you save an exercise, its verdict appears, here and on the page. Stop it with Ctrl-C.

Everything can also be asked for by itself. `cargo workbook list` shows the exercises and how far you are, \
`cargo workbook check counter` checks one, `cargo workbook hint counter` helps when you are stuck.";

const EXAMPLES: &str = "\
Examples:
  cargo workbook                    read the book, and see a verdict at each save
  cargo workbook list               all exercises, and which of them you have solved
  cargo workbook check counter      check one exercise
  cargo workbook check mutex        check all exercises of a topic
  cargo workbook hint counter       the next hint
  cargo workbook reset counter      start that exercise again (your file is kept)
";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "cargo workbook",
    bin_name = "cargo workbook",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}\n{}", exit::TABLE),
    subcommand_help_heading = "Commands (none: learn)",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Verb>,
    #[command(flatten)]
    learn: learn::Args,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct Common {
    /// Show everything: cargo's own words, all failing tests, backtraces
    #[arg(long, short, global = true)]
    verbose: bool,
    /// When to colour; `auto` asks the terminal and NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Colour,
    /// The folder of the workbook, if it is not this one or one above it
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Learn(learn::Args),
    List(list::Args),
    Check(check::Args),
    Hint(hint::Args),
    Reset(reset::Args),
    Solution(solution::Args),
    Replay(replay::Args),
    Litmus(litmus::Args),
    Build(build::Args),
    Verify(verify::Args),
    Completions(completions::Args),
    Starters(starters::Args),
}

/// The program: reads the command line, runs the verb, says what went wrong.
pub fn main() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are "errors" that go to standard output.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Ok
            };
        }
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    let pressed = Arc::clone(&interrupted);
    // ORDERING: a flag by itself; nothing is published with it.
    let handler = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    let result = handler
        .map_err(|error| Problem::Machine(format!("Ctrl-C cannot be handled: {error}")).into());
    match result.and_then(|()| run(cli, interrupted)) {
        Ok(exit) => exit,
        // What was killed by Ctrl-C fails in many ways; none of them is news.
        Err(_) if pressed.load(Ordering::Relaxed) => {
            eprintln!("Interrupted.");
            Exit::Interrupted
        }
        Err(error) => {
            eprintln!("error: {}", describe(&error));
            exit_of(&error)
        }
    }
}

fn run(cli: Cli, interrupted: Arc<AtomicBool>) -> anyhow::Result<Exit> {
    if let Some(Verb::Completions(args)) = cli.command {
        return completions::run(&args);
    }
    let from = match cli.common.root {
        Some(root) => root,
        None => std::env::current_dir()
            .map_err(|error| Problem::Machine(format!("this folder is gone: {error}")))?,
    };
    let from = from.canonicalize().map_err(|_| Problem::NoWorkbook(from))?;
    let context = Context::new(
        find_root(&from)?,
        cli.common.color,
        cli.common.verbose,
        interrupted,
    );
    match cli.command.unwrap_or(Verb::Learn(cli.learn)) {
        Verb::Learn(args) => learn::run(&context, &args),
        Verb::List(args) => list::run(&context, &args),
        Verb::Check(args) => check::run(&context, &args),
        Verb::Hint(args) => hint::run(&context, &args),
        Verb::Reset(args) => reset::run(&context, &args),
        Verb::Solution(args) => solution::run(&context, &args),
        Verb::Replay(args) => replay::run(&context, &args),
        Verb::Litmus(args) => litmus::run(&context, &args),
        Verb::Build(args) => build::run(&context, &args),
        Verb::Verify(args) => verify::run(&context, &args),
        Verb::Completions(args) => completions::run(&args),
        Verb::Starters(args) => starters::run(&context, &args),
    }
}

/// What went wrong and why. The causes of our own problems are in their message already.
fn describe(error: &anyhow::Error) -> String {
    if error.is::<Problem>() {
        error.to_string()
    } else {
        format!("{error:#}")
    }
}

fn exit_of(error: &anyhow::Error) -> Exit {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        problem.exit()
    } else if error.is::<crate::book::Problems>() {
        Exit::Broken
    } else {
        Exit::Machine
    }
}
