//! `cargo workbook solution`: the reference solution, for who has solved the exercise or asks twice.
use std::fs;
use std::io::{self, IsTerminal};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::context::{Context, QUIET};
use crate::exit::{Exit, Problem};
use crate::progress::Progress;
use crate::verify::right;

/// Show the reference solution of an exercise
///
/// Asks first if you have not solved it yet. At the end it names the files of other right solutions.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cargo workbook solution counter\n  cargo workbook solution counter --yes"
)]
pub struct Args {
    /// The exercise
    name: String,
    /// Do not ask, show it
    #[arg(long, short)]
    yes: bool,
}

/// How often Ctrl-C is looked for while the user thinks.
const TICK: Duration = Duration::from_millis(50);

/// Shows the solution.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let exercise = catalogue.exercise(&args.name)?;
    let name = &exercise.name;
    if !context.root.join("solutions").is_dir() {
        let said = "the solutions are not part of this copy of the workbook; ask who handed it out";
        return Err(Problem::Usage(said.to_owned()).into());
    }
    let file = exercise.solution_path().join("src/lib.rs");
    let text = fs::read_to_string(context.root.join(&file))
        .map_err(|error| Problem::Broken(format!("{} cannot be read: {error}", file.display())))?;
    if !args.yes && !Progress::read(&context.root).of(name).solved && !agreed(context, name)? {
        context.say(format!(
            "Not shown. `cargo workbook hint {name}` helps without telling all."
        ));
        return Ok(Exit::Ok);
    }
    Progress::update(&context.root, name, |note| note.solution_shown = true)?;
    context.say(context.paint(QUIET, format!("// {}", file.display())));
    context.say(text.trim_end());
    let folder = exercise.solution_path().join("right");
    let others: Vec<_> = right::read(&context.root.join(&folder))
        .into_iter()
        .flatten()
        .collect();
    if !others.is_empty() {
        context.say(context.paint(QUIET, "\n// Right as well:"));
    }
    for other in others {
        let file = folder.join(format!("{}.rs", other.name));
        context.say(context.paint(QUIET, format!("// {}: {}", file.display(), other.title)));
    }
    Ok(Exit::Ok)
}

/// Asks. Ctrl-C is an answer too.
fn agreed(context: &Context, name: &str) -> Result<bool, Problem> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Problem::Usage(format!(
            "`{name}` is not solved yet, and there is no terminal to ask whether to show its solution.\n\
             With --yes it is shown."
        )));
    }
    eprint!("You have not solved `{name}` yet. Show its solution? [y/N] ");
    let (answer, answered) = mpsc::channel();
    // Not joined: it may read for ever, and ends with the program.
    thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line);
        let _ = answer.send(read.map(|_| line));
    });
    loop {
        match answered.recv_timeout(TICK) {
            Ok(line) => {
                return Ok(line.is_ok_and(|line| {
                    ["y", "yes"].contains(&line.trim().to_lowercase().as_str())
                }));
            }
            Err(_) if context.stopped() => return Err(Problem::Interrupted),
            Err(_) => {}
        }
    }
}
