//! What exercises there are: read from their folders, and from nowhere else (`exercises/FORMAT.md`).
//!
//! A folder that is wrong does not hide the others: it is a [`Fault`], and whoever asks for that exercise is told.
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exit::Problem;

/// The judge of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Every execution is explored.
    Model,
    /// Real threads; the checks prove structure.
    Native,
    /// rustc: some programs must not compile.
    Compile,
}

/// An exercise's folder, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exercise {
    /// The package's name, which is the folder's without its number; unique in the workbook.
    pub name: String,
    /// The folder of its topic: "08_mutex".
    pub topic: String,
    /// Its own folder: "01_counter".
    pub folder: String,
    /// What `exercise.toml` says.
    #[serde(flatten)]
    pub entry: Entry,
}

/// The contents of an `exercise.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What the exercise is called on the page.
    pub title: String,
    /// One sentence for the list.
    pub summary: String,
    /// The judge.
    pub kind: Kind,
    /// How long it takes, roughly.
    pub minutes: u32,
    /// The page below `book/src` that teaches it, without `.md` or `/README.md`.
    pub chapter: String,
    /// From a nudge to nearly the solution; Markdown.
    pub hints: Vec<String>,
}

impl Exercise {
    /// Its folder from the workbook's root: `exercises/08_mutex/01_counter`.
    pub fn path(&self) -> PathBuf {
        Path::new("exercises").join(&self.topic).join(&self.folder)
    }

    /// The folder of its solution from the workbook's root.
    pub fn solution_path(&self) -> PathBuf {
        Path::new("solutions").join(&self.topic).join(&self.folder)
    }

    /// The package of its solution.
    pub fn solution_package(&self) -> String {
        format!("{}_solution", self.name)
    }
}

/// A chapter's worth of exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The folder: "08_mutex".
    pub folder: String,
    /// The title of the chapter, without a number; the folder's name in words where there is no chapter.
    pub title: String,
}

impl Topic {
    /// The folder's number: "08".
    pub fn number(&self) -> &str {
        self.folder.split('_').next().unwrap_or_default()
    }

    /// The name without its number, which is enough to ask for it: "mutex".
    pub fn name(&self) -> &str {
        without_number(&self.folder)
    }
}

/// An exercise folder that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The name that the exercise would have.
    pub name: String,
    /// The topic's folder.
    pub topic: String,
    /// The file, from the workbook's root.
    pub file: PathBuf,
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Everything that `exercises/` holds, in its order.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The workbook's root.
    pub root: PathBuf,
    /// The topics that have an exercise.
    pub topics: Vec<Topic>,
    /// The exercises, by topic and folder.
    pub exercises: Vec<Exercise>,
    /// The folders that cannot be used.
    pub faults: Vec<Fault>,
}

/// The root of the workbook that `from` lies in: the nearest folder with a folder `exercises` and a `Cargo.toml`.
pub fn find_root(from: &Path) -> Result<PathBuf, Problem> {
    from.ancestors()
        .find(|folder| folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Problem::NoWorkbook(from.to_path_buf()))
}

impl Catalogue {
    /// Reads the catalogue of the workbook at `root`.
    ///
    /// # Errors
    /// Only when `exercises/` itself cannot be read: a faulty exercise is a [`Fault`] in the catalogue.
    pub fn read(root: &Path) -> Result<Self, Problem> {
        let mut catalogue = Catalogue {
            root: root.to_path_buf(),
            topics: vec![],
            exercises: vec![],
            faults: vec![],
        };
        for topic in folders(&root.join("exercises"))? {
            let before = catalogue.exercises.len() + catalogue.faults.len();
            for folder in folders(&root.join("exercises").join(&topic))? {
                match read_exercise(root, &topic, &folder) {
                    Ok(exercise) => catalogue.add(exercise),
                    Err(fault) => catalogue.faults.push(fault),
                }
            }
            if catalogue.exercises.len() + catalogue.faults.len() > before {
                let title = topic_title(root, &topic, &catalogue.exercises);
                catalogue.topics.push(Topic {
                    folder: topic,
                    title,
                });
            }
        }
        Ok(catalogue)
    }

    fn add(&mut self, exercise: Exercise) {
        if let Some(other) = self
            .exercises
            .iter()
            .find(|other| other.name == exercise.name)
        {
            let message = format!(
                "the name `{}` is taken by {}; a name is used once",
                exercise.name,
                other.path().display()
            );
            let file = exercise.path();
            self.faults.push(Fault {
                name: exercise.name,
                topic: exercise.topic,
                file,
                line: None,
                message,
            });
        } else {
            self.exercises.push(exercise);
        }
    }

    /// The exercise of this name; the name may also be given as its folder or its path.
    ///
    /// # Errors
    /// No such exercise, with suggestions; or its folder is faulty or missing.
    pub fn exercise(&self, name: &str) -> Result<&Exercise, Problem> {
        let wanted = plain_name(name);
        if let Some(exercise) = self
            .exercises
            .iter()
            .find(|exercise| exercise.name == wanted)
        {
            return Ok(exercise);
        }
        if let Some(fault) = self.faults.iter().find(|fault| fault.name == wanted) {
            return Err(Problem::Broken(fault.to_string()));
        }
        if let Some(folder) = self.missing(wanted) {
            return Err(Problem::MissingFolder {
                name: wanted.to_owned(),
                folder,
            });
        }
        Err(self.unknown("exercise", name, false))
    }

    /// The exercises that a NAME or TOPIC means. A topic may be given with or without its number.
    ///
    /// # Errors
    /// As [`Catalogue::exercise`]; or the topic has a faulty exercise.
    pub fn select(&self, name: &str) -> Result<Vec<&Exercise>, Problem> {
        let wanted = name.trim_end_matches('/').trim_start_matches("exercises/");
        let Some(topic) = self
            .topics
            .iter()
            .find(|topic| topic.folder == wanted || topic.name() == wanted)
        else {
            return match self.exercise(name) {
                Err(Problem::UnknownName { .. }) => {
                    Err(self.unknown("exercise or topic", name, true))
                }
                found => found.map(|exercise| vec![exercise]),
            };
        };
        if let Some(fault) = self.faults.iter().find(|fault| fault.topic == topic.folder) {
            return Err(Problem::Broken(fault.to_string()));
        }
        Ok(self.of_topic(topic).collect())
    }

    /// The exercises of a topic, in order.
    pub fn of_topic<'c>(&'c self, topic: &'c Topic) -> impl Iterator<Item = &'c Exercise> {
        self.exercises
            .iter()
            .filter(move |exercise| exercise.topic == topic.folder)
    }

    /// Where an exercise was, if its solution or its kept starter says that there is one of this name.
    fn missing(&self, name: &str) -> Option<PathBuf> {
        let solutions = self.root.join("solutions");
        for topic in folders(&solutions).unwrap_or_default() {
            for folder in folders(&solutions.join(&topic)).unwrap_or_default() {
                if without_number(&folder) == name {
                    return Some(Path::new("exercises").join(topic).join(folder));
                }
            }
        }
        crate::starters::kept_path(&self.root, name)
    }

    fn unknown(&self, what: &'static str, name: &str, topics: bool) -> Problem {
        let mut names: Vec<&str> = self
            .exercises
            .iter()
            .map(|exercise| exercise.name.as_str())
            .collect();
        if topics {
            names.extend(self.topics.iter().map(Topic::name));
        }
        Problem::UnknownName {
            what,
            name: name.to_owned(),
            suggestions: suggestions(plain_name(name), &names),
        }
    }
}

/// The names most like `name`, the best first, at most three.
pub fn suggestions(name: &str, names: &[&str]) -> Vec<String> {
    let mut like: Vec<_> = names
        .iter()
        .map(|other| (strsim::jaro_winkler(&name.to_lowercase(), other), *other))
        .filter(|(likeness, other)| *likeness > 0.8 || (name.len() > 2 && other.contains(name)))
        .collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    like.dedup_by(|a, b| a.1 == b.1);
    like.into_iter()
        .take(3)
        .map(|(_, other)| other.to_owned())
        .collect()
}

fn read_exercise(root: &Path, topic: &str, folder: &str) -> Result<Exercise, Fault> {
    let name = without_number(folder).to_owned();
    let path = Path::new("exercises").join(topic).join(folder);
    let fault = |file: &str, line, message: String| Fault {
        name: name.clone(),
        topic: topic.to_owned(),
        file: path.join(file),
        line,
        message,
    };
    for file in ["Cargo.toml", "src/lib.rs", "tests/check.rs"] {
        if !root.join(&path).join(file).is_file() {
            return Err(fault(
                file,
                None,
                "this file is missing; every exercise has it".to_owned(),
            ));
        }
    }
    let text = fs::read_to_string(root.join(&path).join("exercise.toml")).map_err(|error| {
        fault(
            "exercise.toml",
            None,
            format!("this file cannot be read: {error}"),
        )
    })?;
    let entry: Entry = toml::from_str(&text).map_err(|error| {
        // A key that is missing stands on no line.
        let line = error
            .span()
            .filter(|_| !error.message().starts_with("missing field"));
        let line = line.map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        fault(
            "exercise.toml",
            line,
            format!(
                "{}; exercises/FORMAT.md shows what is expected",
                error.message()
            ),
        )
    })?;
    Ok(Exercise {
        name,
        topic: topic.to_owned(),
        folder: folder.to_owned(),
        entry,
    })
}

/// The heading of the topic's chapter, or its folder's name in words.
fn topic_title(root: &Path, topic: &str, exercises: &[Exercise]) -> String {
    let chapters = exercises
        .iter()
        .filter(|exercise| exercise.topic == topic)
        .map(|e| e.entry.chapter.as_str());
    let from_chapter = std::iter::once(topic).chain(chapters).find_map(|chapter| {
        let text = fs::read_to_string(chapter_file(root, chapter)?).ok()?;
        text.lines()
            .find_map(|line| line.strip_prefix("# "))
            .map(|title| {
                title.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace())
            })
            .map(|title| title.trim().to_owned())
    });
    from_chapter.unwrap_or_else(|| {
        let words = without_number(topic).replace('_', " ");
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_uppercase().chain(letters).collect()
        })
    })
}

/// The file of a chapter that is named as in `exercise.toml`, if there is one.
pub fn chapter_file(root: &Path, chapter: &str) -> Option<PathBuf> {
    let src = root.join("book/src");
    [
        src.join(format!("{chapter}.md")),
        src.join(chapter).join("README.md"),
        src.join(chapter),
    ]
    .into_iter()
    .find(|file| file.is_file())
}

/// "counter" for "counter", "01_counter", "exercises/08_mutex/01_counter/".
fn plain_name(name: &str) -> &str {
    let last = name
        .trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(name);
    without_number(last)
}

/// "counter" for "01_counter".
pub fn without_number(folder: &str) -> &str {
    match folder.split_once('_') {
        Some((number, rest))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            rest
        }
        _ => folder,
    }
}

/// The names of the folders in a folder, sorted; hidden ones are left out.
fn folders(parent: &Path) -> Result<Vec<String>, Problem> {
    let cannot = |error| Problem::Broken(format!("{} cannot be read: {error}", parent.display()));
    let mut names = vec![];
    for entry in fs::read_dir(parent).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') && name != "target" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
