//! `cargo workbook`: the book in the browser, and a verdict at each save.
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::bars::Step;
use crate::book;
use crate::catalogue::Exercise;
use crate::checking::{self, Checking, TIME};
use crate::context::{BAD, Context, QUIET, STRONG};
use crate::exit::{Exit, Problem};
use crate::progress::Progress;
use crate::serve::{self, Server};
use crate::show;
use crate::watch::{Change, Snapshot};

/// Read the book, and see a verdict at each save (the same as no command)
///
/// Builds the book, serves it to this machine only, opens the browser, and watches your files: each time that you
/// save an exercise, its verdict appears here and beside the exercise on the page. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to serve the book on; if it is taken, the next free one; 0 for any
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(250);

/// How often Ctrl-C is looked for while nothing happens.
const TICK: Duration = Duration::from_millis(100);

/// Runs until Ctrl-C.
pub fn run(context: &Context, args: &Args) -> anyhow::Result<Exit> {
    let catalogue = context.catalogue()?;
    for fault in &catalogue.faults {
        context.remark(context.paint(BAD, format!("error: {fault}")));
    }
    let site = context.notes().join("book");
    // Taken before the build: what is saved while it runs is not lost.
    let before = Snapshot::take(&context.root);
    let broken = match build_book(context, &site) {
        // The pages of an earlier build are better than none, for who is just writing one.
        Err(error) if error.is::<book::Problems>() && site.join("index.html").is_file() => {
            context.remark(format!("error: {error:#}"));
            Some(error)
        }
        built => built.map(|()| None)?,
    };
    let (changes, changed) = mpsc::channel();
    let asked = changes.clone();
    let server = Server::start(serve::Options {
        root: context.root.clone(),
        site: site.clone(),
        port: args.port,
        exercises: catalogue
            .exercises
            .iter()
            .map(|exercise| exercise.name.clone())
            .collect(),
        // The receiver is gone only when we are about to end.
        on_check: Box::new(move |name| drop(asked.send(Change::Exercise(name.to_owned())))),
    })
    .map_err(|error| Problem::Machine(format!("{error:#}")))?;
    let progress = Progress::read(&context.root);
    for exercise in catalogue
        .exercises
        .iter()
        .filter(|exercise| progress.of(&exercise.name).solved)
    {
        let detail = "It was when it was last checked.".to_owned();
        server.publish(&exercise.name, &serve::Verdict::Solved { detail });
    }
    if let Some(error) = broken {
        server.book_failed(&format!("{error:#}"));
    }
    greet(context, args, &server);
    let watch = Watch::start(context, before, changes);
    let learner = Learner {
        context,
        server: &server,
        watch: &watch,
        site,
    };
    learner.serve(&changed)?;
    drop(watch);
    server.shutdown();
    context.say("Stopped.");
    Ok(Exit::Ok)
}

fn greet(context: &Context, args: &Args, server: &Server) {
    if ![0, server.port()].contains(&args.port) {
        context.say(format!("Port {} is taken.", args.port));
    }
    context.say(format!(
        "The book is at {}",
        context.paint(STRONG, server.url())
    ));
    context
        .say("Save an exercise, and its verdict appears here and on the page. Ctrl-C ends this.\n");
    if !args.no_open && open::that_detached(server.url()).is_err() {
        context.remark("The browser could not be opened; open the address yourself.");
    }
}

fn build_book(context: &Context, site: &std::path::Path) -> anyhow::Result<()> {
    let step = Arc::new(Step::open(context, false, "Building the book"));
    let noted = Arc::clone(&step);
    let progress: book::Progress = Arc::new(move |what| noted.note(what.to_owned()));
    book::build(
        &context.root,
        site,
        &book::Options {
            progress,
            ..book::Options::default()
        },
    )?;
    Ok(())
}

/// The thread that looks at the files. It ends when this is dropped.
struct Watch {
    /// How many saves were noticed so far: a check that began before the last one is out of date.
    saves: Arc<AtomicU32>,
    done: Arc<AtomicBool>,
}

// ORDERING: Relaxed everywhere here. Both are signs to look; what was saved is read from the files.
impl Watch {
    fn start(context: &Context, before: Snapshot, changes: Sender<Change>) -> Self {
        let watch = Watch {
            saves: Arc::default(),
            done: Arc::default(),
        };
        let (saves, done) = (Arc::clone(&watch.saves), Arc::clone(&watch.done));
        let root = context.root.clone();
        thread::spawn(move || {
            let mut before = before;
            while !done.load(Ordering::Relaxed) {
                let now = Snapshot::take(&root);
                for change in before.changes(&now) {
                    if matches!(change, Change::Exercise(_)) {
                        saves.fetch_add(1, Ordering::Relaxed);
                    }
                    if changes.send(change).is_err() {
                        return;
                    }
                }
                before = now;
                thread::sleep(LOOK);
            }
        });
        watch
    }

    fn saves(&self) -> u32 {
        self.saves.load(Ordering::Relaxed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

/// What happens at a save.
struct Learner<'l> {
    context: &'l Context,
    server: &'l Server,
    watch: &'l Watch,
    site: PathBuf,
}

impl Learner<'_> {
    /// Checks and builds as asked, until Ctrl-C.
    fn serve(&self, changed: &Receiver<Change>) -> anyhow::Result<()> {
        // Exercises before the book: their order is that of `Change`.
        let mut waiting = BTreeSet::new();
        while !self.context.stopped() {
            let timeout = if waiting.is_empty() {
                TICK
            } else {
                Duration::ZERO
            };
            match changed.recv_timeout(timeout) {
                Ok(change) => {
                    waiting.insert(change);
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            match waiting.pop_first() {
                Some(Change::Exercise(name)) => {
                    let out_of_date = self.check(&name)? == Checked::OutOfDate;
                    waiting.extend(out_of_date.then_some(Change::Exercise(name)));
                }
                Some(Change::Book) => self.rebuild(),
                None => {}
            }
        }
        Ok(())
    }

    fn check(&self, name: &str) -> anyhow::Result<Checked> {
        let catalogue = self.context.catalogue()?;
        // A folder that is being put there, or taken away: its next change is noticed.
        let Ok(exercise) = catalogue.exercise(name) else {
            return Ok(Checked::Done);
        };
        self.server.publish(name, &serve::Verdict::Running);
        self.context.say(
            self.context
                .paint(QUIET, format!("── {name} {}", "─".repeat(40))),
        );
        let began = self.watch.saves();
        let stop = || self.context.stopped() || self.watch.saves() != began;
        match self.check_once(exercise, &stop) {
            Ok(()) => Ok(Checked::Done),
            Err(Problem::Interrupted) if self.context.stopped() => Ok(Checked::Done),
            Err(Problem::Interrupted) => Ok(Checked::OutOfDate),
            Err(problem) => {
                self.context.remark(format!("error: {problem}"));
                self.server.publish(
                    name,
                    &serve::Verdict::Broken {
                        message: problem.to_string(),
                    },
                );
                Ok(Checked::Done)
            }
        }
    }

    fn check_once(
        &self,
        exercise: &Exercise,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<(), Problem> {
        let checking = Checking {
            time: TIME,
            quiet: false,
            replay: None,
            stop,
        };
        for outcome in checking::check(self.context, &[exercise], &checking)? {
            self.server
                .publish(&exercise.name, &show::on_page(&outcome, TIME.as_secs()));
            self.context.say(format!(
                "{}\n",
                show::full(self.context, &outcome, TIME.as_secs())
            ));
            Progress::note(&self.context.root, &outcome)?;
        }
        Ok(())
    }

    fn rebuild(&self) {
        match build_book(self.context, &self.site) {
            Ok(()) => self.server.reload(),
            Err(error) => {
                self.context.remark(format!("error: {error:#}"));
                self.server.book_failed(&format!("{error:#}"));
            }
        }
    }
}

/// Whether a check came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checked {
    /// It did, or never will.
    Done,
    /// Something was saved meanwhile, and it was given up.
    OutOfDate,
}
