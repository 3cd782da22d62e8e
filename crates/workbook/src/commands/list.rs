//! `cargo workbook list`: the exercises, and how far the learner is.
use serde::Serialize;

use crate::catalogue::{Catalogue, Exercise, Topic};
use crate::context::{BAD, Context, Format, GOOD, QUIET, STRONG};
use crate::exit::Exit;
use crate::progress::{Note, Progress};
use crate::verdict::VERSION;

/// List the exercises, and which of them you have solved
///
/// Solved means: solved when it was last checked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cargo workbook list\n  cargo workbook list --format json")]
pub struct Args {
    /// For whom to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Listing<'c> {
    version: u32,
    solved: usize,
    topics: Vec<Listed<'c>>,
    faults: Vec<String>,
}

#[derive(Serialize)]
struct Listed<'c> {
    #[serde(flatten)]
    topic: &'c Topic,
    exercises: Vec<Row<'c>>,
}

#[derive(Serialize)]
struct Row<'c> {
    name: &'c str,
    title: &'c str,
    summary: &'c str,
    kind: crate::catalogue::Kind,
    minutes: u32,
    chapter: &'c str,
    hints: usize,
    path: std::path::PathBuf,
    solved: bool,
    tried: bool,
    hints_shown: usize,
}

/// Lists the exercises.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    let progress = Progress::read(&context.root);
    let listing = listing(&catalogue, &progress);
    let exit = if catalogue.faults.is_empty() {
        Exit::Ok
    } else {
        Exit::Broken
    };
    if args.format == Format::Json {
        context.say_json(&listing)?;
        return Ok(exit);
    }
    let names = catalogue
        .exercises
        .iter()
        .map(|exercise| exercise.name.len())
        .max()
        .unwrap_or(0);
    for listed in &listing.topics {
        let solved = listed.exercises.iter().filter(|row| row.solved).count();
        let heading = format!("{} {}", listed.topic.number(), listed.topic.title);
        let about = format!(
            "{}, {solved} of {} solved",
            listed.topic.name(),
            listed.exercises.len()
        );
        context.say(format!(
            "{}  {}",
            context.paint(STRONG, heading),
            context.paint(QUIET, about)
        ));
        for row in &listed.exercises {
            context.say(line(context, row, names));
        }
        context.say("");
    }
    let total = catalogue.exercises.len();
    match next(&catalogue, &progress) {
        Some(next) => context.say(format!(
            "{} of {total} solved. Next: {}",
            listing.solved, next.name
        )),
        None => context.say(format!("{} of {total} solved.", listing.solved)),
    }
    for fault in &listing.faults {
        context.remark(context.paint(BAD, format!("error: {fault}")));
    }
    Ok(exit)
}

/// The first exercise that is not solved.
pub(super) fn next<'c>(catalogue: &'c Catalogue, progress: &Progress) -> Option<&'c Exercise> {
    catalogue
        .exercises
        .iter()
        .find(|exercise| !progress.of(&exercise.name).solved)
}

fn listing<'c>(catalogue: &'c Catalogue, progress: &Progress) -> Listing<'c> {
    let topics: Vec<_> = catalogue
        .topics
        .iter()
        .map(|topic| {
            let exercises = catalogue
                .of_topic(topic)
                .map(|exercise| row(exercise, progress.of(&exercise.name)));
            Listed {
                topic,
                exercises: exercises.collect(),
            }
        })
        .collect();
    Listing {
        version: VERSION,
        solved: topics
            .iter()
            .flat_map(|topic| &topic.exercises)
            .filter(|row| row.solved)
            .count(),
        topics,
        faults: catalogue.faults.iter().map(ToString::to_string).collect(),
    }
}

fn row(exercise: &Exercise, note: Note) -> Row<'_> {
    let entry = &exercise.entry;
    Row {
        name: &exercise.name,
        title: &entry.title,
        summary: &entry.summary,
        kind: entry.kind,
        minutes: entry.minutes,
        chapter: &entry.chapter,
        hints: entry.hints.len(),
        path: exercise.path(),
        solved: note.solved,
        tried: note.tried,
        hints_shown: note.hints,
    }
}

fn line(context: &Context, row: &Row<'_>, names: usize) -> String {
    let (style, sign) = match (row.solved, row.tried) {
        (true, _) => (GOOD, "✓"),
        (false, true) => (BAD, "✗"),
        (false, false) => (QUIET, "·"),
    };
    let minutes = context.paint(QUIET, format!("{:>3} min", row.minutes));
    format!(
        "  {} {:names$}  {minutes}  {}",
        context.paint(style, sign),
        row.name,
        row.summary
    )
}
