//! The book's own directives: `{{#exercise counter}}`, `{{#overview}}`, `{{#quiz mutex}}`, `{{#stepper lost_update}}`,
//! `{{#litmus sb}}`.
//!
//! This module only reads Markdown; it never touches a file. A directive stands alone on its line and
//! outside code blocks: what looks like one inside a code block or between backticks is the reader's text.

use super::problem::suggestion;

/// mdBook's own directives that chapters may use.
pub(crate) const MDBOOKS: [&str; 3] = ["include", "rustdoc_include", "title"];
/// Ours.
const OURS: [&str; 5] = ["exercise", "overview", "quiz", "stepper", "litmus"];

/// What a directive asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Directive {
    /// The card of the exercise with this name.
    Exercise(String),
    /// The table of all chapters and exercises.
    Overview,
    /// The quiz with this name.
    Quiz(String),
    /// An execution of an explored listing.
    Stepper(StepperCall),
    /// The outcomes of litmus tests.
    Litmus(LitmusCall),
}

/// The arguments of `{{#litmus}}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LitmusCall {
    /// The tests.
    pub(crate) tests: Vec<String>,
    /// The orderings, as the program takes them, or `tour`; the weakest if there are none.
    pub(crate) orderings: Option<String>,
    /// The caption.
    pub(crate) title: Option<String>,
}

/// The arguments of `{{#stepper}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepperCall {
    /// The explored listing.
    pub(crate) id: String,
    /// Which executions to play.
    pub(crate) which: Which,
    /// The anchor of the source lines to show.
    pub(crate) anchor: Option<String>,
    /// The caption.
    pub(crate) title: Option<String>,
}

/// Which executions a stepper plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The failing one, else the first.
    Telling,
    /// The one with this number, from 1.
    Number(usize),
    /// All, with a menu.
    All,
}

/// A directive in a text.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its line, from 0.
    pub(crate) line: usize,
    /// The line's text, trimmed.
    pub(crate) text: String,
    /// What it asks for, or what is wrong with it.
    pub(crate) call: Result<Directive, String>,
}

/// All directives of a Markdown text, in order; mdBook's own are left out.
pub(crate) fn find(markdown: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, text) in outside_fences(markdown) {
        let trimmed = text.trim();
        let Some(at) = without_code_spans(trimmed).find("{{#") else {
            continue;
        };
        if trimmed[..at].ends_with('\\') {
            continue;
        }
        let name = trimmed[at + 3..]
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        if MDBOOKS.contains(&name) {
            continue;
        }
        let call = if at == 0 && trimmed.ends_with("}}") && trimmed.matches("}}").count() == 1 {
            parse(trimmed[3..trimmed.len() - 2].trim())
        } else {
            Err(format!("`{{{{#{name}}}}}` must stand alone on its line"))
        };
        let text = trimmed.to_owned();
        found.push(Found { line, text, call });
    }
    found
}

/// The lines that are not part of a fenced code block, with their numbers from 0.
fn outside_fences(markdown: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<(char, usize)> = None;
    markdown.lines().enumerate().filter(move |(_, line)| {
        let line = line.trim_start_matches([' ', '>', '\t']);
        let marker = line.chars().next().filter(|c| matches!(c, '`' | '~'));
        let width = marker.map_or(0, |m| line.chars().take_while(|c| *c == m).count());
        match (fence, marker) {
            (None, Some(marker)) if width >= 3 && !line[width..].contains(marker) => {
                fence = Some((marker, width));
                false
            }
            (Some((open, min)), Some(marker))
                if marker == open && width >= min && line[width..].trim().is_empty() =>
            {
                fence = None;
                false
            }
            (open, _) => open.is_none(),
        }
    })
}

/// The line with the inside of `code spans` blanked, byte for byte.
fn without_code_spans(line: &str) -> String {
    let mut inside = false;
    line.chars()
        .map(|c| {
            if c == '`' {
                inside = !inside;
            }
            if inside {
                " ".repeat(c.len_utf8())
            } else {
                c.to_string()
            }
        })
        .collect()
}

fn parse(inside: &str) -> Result<Directive, String> {
    let mut words = words(inside)?.into_iter();
    let kind = words.next().unwrap_or_default();
    if !OURS.contains(&kind.as_str()) {
        let known = OURS.into_iter().chain(MDBOOKS);
        return Err(format!(
            "there is no directive `{kind}`{}",
            suggestion(&kind, known)
        ));
    }
    if kind == "overview" {
        return match words.next() {
            Some(rest) => Err(format!("`{{{{#overview}}}}` has no option `{rest}`")),
            None => Ok(Directive::Overview),
        };
    }
    let Some(name) = words.next() else {
        return Err(format!(
            "`{{{{#{kind}}}}}` needs a name: `{{{{#{kind} NAME}}}}`"
        ));
    };
    if kind == "stepper" {
        return stepper(name, words).map(Directive::Stepper);
    }
    if kind == "litmus" {
        return litmus(&name, words).map(Directive::Litmus);
    }
    if let Some(rest) = words.next() {
        return Err(format!("`{{{{#{kind}}}}}` has no option `{rest}`"));
    }
    Ok(if kind == "quiz" {
        Directive::Quiz(name)
    } else {
        Directive::Exercise(name)
    })
}

fn stepper(id: String, options: impl Iterator<Item = String>) -> Result<StepperCall, String> {
    let mut call = StepperCall {
        id,
        which: Which::Telling,
        anchor: None,
        title: None,
    };
    for option in options {
        match option.split_once('=') {
            Some(("execution", "all")) => call.which = Which::All,
            Some(("execution", number)) => {
                let number = number.parse().ok().filter(|n| *n > 0);
                call.which =
                    Which::Number(number.ok_or("`execution=` takes a number from 1, or `all`")?);
            }
            Some(("anchor", anchor)) => call.anchor = Some(anchor.to_owned()),
            Some(("title", title)) => call.title = Some(title.to_owned()),
            _ => {
                let key = option.split('=').next().unwrap_or_default();
                return Err(format!(
                    "`{{{{#stepper}}}}` has no option `{key}`{}",
                    suggestion(key, ["execution", "anchor", "title"])
                ));
            }
        }
    }
    Ok(call)
}

fn litmus(names: &str, options: impl Iterator<Item = String>) -> Result<LitmusCall, String> {
    let mut call = LitmusCall {
        tests: names.split(',').map(str::to_owned).collect(),
        ..LitmusCall::default()
    };
    for option in options {
        match option.split_once('=') {
            Some(("orderings", orderings)) => call.orderings = Some(orderings.to_owned()),
            Some(("title", title)) => call.title = Some(title.to_owned()),
            _ => {
                let key = option.split('=').next().unwrap_or_default();
                return Err(format!(
                    "`{{{{#litmus}}}}` has no option `{key}`{}",
                    suggestion(key, ["orderings", "title"])
                ));
            }
        }
    }
    Ok(call)
}

/// Splits at spaces; a quoted part keeps its spaces.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' | '\t' if !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(c),
        }
    }
    if quoted {
        return Err("a quote is not closed".to_owned());
    }
    if !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(markdown: &str) -> Vec<(usize, Result<Directive, String>)> {
        find(markdown)
            .into_iter()
            .map(|f| (f.line, f.call))
            .collect()
    }

    #[test]
    fn directives_are_found_outside_code_only() {
        let text = "# T\n\n{{#exercise counter}}\n\n```md\n{{#quiz a}}\n```\n\nWrite `{{#quiz b}}`.\n\n  {{#quiz c}}\n";
        assert_eq!(
            calls(text),
            [
                (2, Ok(Directive::Exercise("counter".into()))),
                (10, Ok(Directive::Quiz("c".into()))),
            ]
        );
    }

    #[test]
    fn a_longer_fence_is_not_closed_by_a_shorter_one() {
        assert_eq!(calls("````\n```\n{{#quiz a}}\n````\n{{#quiz b}}").len(), 1);
    }

    #[test]
    fn mdbooks_own_directives_are_left_alone() {
        assert!(calls("{{#include ../x.rs:a}}\n{{#title Hello}}\n\\{{#quiz x}}").is_empty());
    }

    #[test]
    fn stepper_takes_options_in_any_order() {
        let call = calls(r#"{{#stepper lost title="Two threads" execution=2 anchor=body}}"#);
        let wanted = StepperCall {
            id: "lost".into(),
            which: Which::Number(2),
            anchor: Some("body".into()),
            title: Some("Two threads".into()),
        };
        assert_eq!(call, [(0, Ok(Directive::Stepper(wanted)))]);
    }

    #[test]
    fn litmus_takes_several_tests_and_orderings_with_commas() {
        let call = calls("{{#litmus mp,sb orderings=Relaxed,SeqCst title=\"Both halves\"}}");
        let wanted = LitmusCall {
            tests: vec!["mp".into(), "sb".into()],
            orderings: Some("Relaxed,SeqCst".into()),
            title: Some("Both halves".into()),
        };
        assert_eq!(call, [(0, Ok(Directive::Litmus(wanted)))]);
    }

    #[test]
    fn mistakes_are_explained() {
        let message = |text| calls(text).pop().unwrap().1.unwrap_err();
        assert_eq!(
            message("{{#quizz a}}"),
            "there is no directive `quizz`, did you mean `quiz`?"
        );
        assert_eq!(
            message("{{#quiz}}"),
            "`{{#quiz}}` needs a name: `{{#quiz NAME}}`"
        );
        assert_eq!(
            message("{{#overview all}}"),
            "`{{#overview}}` has no option `all`"
        );
        assert_eq!(message("{{#quiz a b}}"), "`{{#quiz}}` has no option `b`");
        assert_eq!(
            message("See {{#quiz a}}"),
            "`{{#quiz}}` must stand alone on its line"
        );
        assert_eq!(
            message("{{#stepper a exeution=1}}"),
            "`{{#stepper}}` has no option `exeution`, did you mean `execution`?"
        );
        assert_eq!(
            message("{{#litmus sb ordering=SeqCst}}"),
            "`{{#litmus}}` has no option `ordering`, did you mean `orderings`?"
        );
        assert_eq!(
            message("{{#stepper a execution=0}}"),
            "`execution=` takes a number from 1, or `all`"
        );
    }
}
