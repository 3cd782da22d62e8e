//! The quiz file: reading it strictly, and settling which choices are right.

use crate::book::explored::Library;
use crate::book::listing;
use crate::book::problem::{Collector, suggestion};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Spanned<Question>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
    listing: Option<String>,
    outcomes: Option<String>,
    #[serde(default)]
    several: bool,
    #[serde(default)]
    choice: Vec<Choice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    text: Option<String>,
    correct: Option<bool>,
    explanation: Option<String>,
    outcome: Option<String>,
    possible: Option<String>,
    impossible: Option<String>,
}

/// A question whose right answers are settled. All texts are Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The question.
    pub(crate) text: String,
    /// The code that it is about.
    pub(crate) code: Option<String>,
    /// Whether the reader ticks several choices.
    pub(crate) several: bool,
    /// The choices, in the author's order.
    pub(crate) choices: Vec<Answer>,
}

/// A choice of a settled question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// What can be chosen.
    pub(crate) text: String,
    /// Whether choosing it is right.
    pub(crate) correct: bool,
    /// Why.
    pub(crate) explanation: String,
}

/// Reads and checks a quiz. `shown` is the file's path in messages. Nothing comes back when there is a problem.
pub(crate) fn read(
    root: &Path,
    shown: &Path,
    text: &str,
    explored: &Library,
    problems: &Collector,
) -> Option<Vec<Settled>> {
    let line = |offset: usize| Some(text[..offset.min(text.len())].matches('\n').count() + 1);
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let at = error.span().and_then(|span| line(span.start));
            problems.add(shown, at, error.message().to_owned());
            return None;
        }
    };
    let mut settled = Some(Vec::new());
    for question in file.question {
        let at = line(question.span().start);
        match settle(root, question.into_inner(), explored) {
            Ok(question) => {
                if let Some(settled) = &mut settled {
                    settled.push(question);
                }
            }
            Err(messages) => {
                settled = None;
                for message in messages {
                    problems.add(shown, at, message);
                }
            }
        }
    }
    settled
}

fn settle(root: &Path, question: Question, explored: &Library) -> Result<Settled, Vec<String>> {
    let mut wrong = Vec::new();
    let code = question.listing.as_deref().and_then(|place| {
        listing::excerpt(root, place)
            .map_err(|problem| wrong.push(problem))
            .ok()
    });
    if question.choice.len() < 2 {
        wrong.push("a question needs at least two choices".to_owned());
    }
    let choices = match &question.outcomes {
        Some(id) => by_outcomes(id, question.choice, explored, &mut wrong),
        None => by_author(question.choice, &mut wrong),
    };
    let right = choices.iter().filter(|choice| choice.correct).count();
    if wrong.is_empty() && right == 0 {
        wrong.push("no choice is right: mark at least one with `correct = true`".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Settled {
        text: question.text,
        code,
        // How many outcomes there are is part of what such a question asks.
        several: question.several || question.outcomes.is_some() || right > 1,
        choices,
    })
}

fn by_author(choices: Vec<Choice>, wrong: &mut Vec<String>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (number, choice) in (1..).zip(choices) {
        if choice.outcome.is_some() || choice.possible.is_some() || choice.impossible.is_some() {
            wrong.push(format!(
                "choice {number}: `outcome`, `possible` and `impossible` belong to a question with `outcomes = \"...\"`"
            ));
        } else if let (Some(text), Some(explanation)) = (choice.text, choice.explanation) {
            let correct = choice.correct.unwrap_or(false);
            answers.push(Answer {
                text,
                correct,
                explanation,
            });
        } else {
            wrong.push(format!("choice {number} needs `text` and `explanation`"));
        }
    }
    answers
}

fn by_outcomes(
    id: &str,
    choices: Vec<Choice>,
    explored: &Library,
    wrong: &mut Vec<String>,
) -> Vec<Answer> {
    let outcomes = match explored.get(id) {
        Ok(explored) => explored.outcomes.clone(),
        Err(problem) => {
            wrong.push(problem);
            return Vec::new();
        }
    };
    let Some(outcomes) = outcomes else {
        wrong.push(format!("the exploration `{id}` has no outcomes"));
        return Vec::new();
    };
    let mut missing: Vec<&str> = outcomes.iter().map(String::as_str).collect();
    let mut answers = Vec::new();
    for (number, choice) in (1..).zip(choices) {
        if choice.correct.is_some() || choice.explanation.is_some() {
            wrong.push(format!(
                "choice {number}: what is right is computed: say `possible` or `impossible` instead of `correct` and `explanation`"
            ));
            continue;
        }
        let Some(outcome) = choice.outcome else {
            wrong.push(format!("choice {number} needs `outcome`"));
            continue;
        };
        let correct = outcomes.contains(&outcome);
        let (explanation, key) = if correct {
            (choice.possible, "possible")
        } else {
            (choice.impossible, "impossible")
        };
        let Some(explanation) = explanation else {
            let near = suggestion(&outcome, outcomes.iter().map(String::as_str));
            wrong.push(format!(
                "exploring `{id}` shows that `{outcome}` is {key}{near}: write the explanation as `{key} = \"...\"`"
            ));
            continue;
        };
        missing.retain(|known| *known != outcome);
        let text = choice.text.unwrap_or_else(|| format!("`{outcome}`"));
        answers.push(Answer {
            text,
            correct,
            explanation,
        });
    }
    if wrong.is_empty() && !missing.is_empty() {
        wrong.push(format!(
            "exploring `{id}` shows outcomes that no choice names: {}",
            missing.join(", ")
        ));
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::explored::Source;

    /// Reads a quiz beside a folder with one exploration, `sb`, whose outcomes are (0, 1) and (1, 0).
    fn quiz(text: &str) -> Result<Vec<Settled>, String> {
        let folder = tempfile::tempdir().unwrap();
        let json = r#"{"version":1,"id":"sb","exploration":null,"outcomes":["(0, 1)","(1, 0)"]}"#;
        std::fs::write(folder.path().join("sb.json"), json).unwrap();
        let source = Source::Folder(folder.path().to_owned());
        let explored = Library::new(folder.path(), &source, &crate::book::silent());
        let problems = Collector::default();
        let read = read(
            folder.path(),
            Path::new("q.toml"),
            text,
            &explored,
            &problems,
        );
        match problems.check() {
            Ok(()) => Ok(read.unwrap()),
            Err(problems) => Err(problems.0.iter().map(|p| format!("{p}\n")).collect()),
        }
    }

    #[test]
    fn one_right_choice_is_picked_and_several_are_ticked() {
        let one = r#"
            [[question]]
            text = "?"
            [[question.choice]]
            text = "a"
            correct = true
            explanation = "b"
            [[question.choice]]
            text = "c"
            explanation = "d"
        "#;
        assert!(!quiz(one).unwrap()[0].several);
        let two = one.replace("\"c\"", "\"c\"\ncorrect = true");
        assert!(quiz(&two).unwrap()[0].several);
    }

    #[test]
    fn outcomes_decide_what_is_right() {
        let text = r#"
            question = [{ text = "?", outcomes = "sb", choice = [
                { outcome = "(0, 1)", possible = "p" },
                { outcome = "(1, 0)", possible = "q" },
                { outcome = "(2, 2)", impossible = "r", text = "two twos" },
            ] }]
        "#;
        let question = &quiz(text).unwrap()[0];
        let right: Vec<_> = question
            .choices
            .iter()
            .map(|c| (c.text.as_str(), c.correct))
            .collect();
        assert_eq!(
            right,
            [("`(0, 1)`", true), ("`(1, 0)`", true), ("two twos", false)]
        );
    }

    #[test]
    fn an_author_who_is_wrong_about_an_outcome_is_told() {
        let text = r#"
            question = [{ text = "?", outcomes = "sb", choice = [
                { outcome = "(0, 1)", impossible = "no!" },
                { outcome = "(1, 1)", impossible = "r" },
            ] }]
        "#;
        let message = quiz(text).unwrap_err();
        assert!(
            message.contains("exploring `sb` shows that `(0, 1)` is possible"),
            "{message}"
        );
        let text = text.replace("impossible = \"no!\"", "possible = \"yes\"");
        let message = quiz(&text).unwrap_err();
        assert!(message.contains("no choice names: (1, 0)"), "{message}");
    }

    #[test]
    fn mistakes_name_their_line() {
        let message = quiz("[[question]]\ntext = \"?\"\nlisitng = \"x\"").unwrap_err();
        assert!(
            message.starts_with("q.toml:3: unknown field `lisitng`"),
            "{message}"
        );
        let message = quiz("\n\n[[question]]\ntext = \"?\"").unwrap_err();
        assert!(
            message.starts_with("q.toml:3: a question needs at least two"),
            "{message}"
        );
    }
}
