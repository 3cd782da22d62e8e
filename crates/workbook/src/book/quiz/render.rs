//! A quiz as HTML: questions, choices and closed answers, complete without JavaScript. `widgets/quiz.js` makes it
//! interactive from the same markup.

use super::format::Settled;
use crate::book::markdown::{Context, block, escape, inline, outside_links};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Renders the quiz as one block of HTML, or says what is wrong with its texts.
pub(crate) fn render(name: &str, questions: &[Settled]) -> Result<String, Vec<String>> {
    let name = escape(name);
    let mut out = format!("<wb-quiz id=\"quiz-{name}\" data-quiz=\"{name}\">\n");
    let mut problems = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        match render_question(question, index + 1, questions.len()) {
            Ok(html) => out.push_str(&html),
            Err(found) => problems.extend(found),
        }
    }
    out.push_str("</wb-quiz>");
    if problems.is_empty() {
        Ok(out)
    } else {
        Err(problems)
    }
}

fn render_question(question: &Settled, number: usize, of: usize) -> Result<String, Vec<String>> {
    let context = Context {
        heading: 5,
        link: &outside_links,
    };
    let mut choices = String::new();
    let mut answers = String::new();
    for choice in &question.choices {
        let mark = if choice.correct {
            " data-correct=\"\""
        } else {
            ""
        };
        let verdict = if choice.correct { "Right." } else { "Wrong." };
        let text = inline(&choice.text, &context)?;
        let explanation = inline(&choice.explanation, &context)?;
        let _ = writeln!(choices, "<li{mark}>{text}</li>");
        let _ = writeln!(
            answers,
            "<li><strong>{verdict}</strong> <span>{explanation}</span></li>"
        );
    }
    let text = block(&question.text, &context)?;
    let code = question.code.as_deref().map_or(String::new(), |code| {
        let code = crate::book::markdown::one_block(&escape(code));
        format!("<pre><code class=\"language-rust\">{code}</code></pre>\n")
    });
    let several = question.several;
    let hint = if several {
        "Choose all that are right."
    } else {
        "Choose one."
    };
    let label = if of == 1 {
        "Question".to_owned()
    } else {
        format!("Question {number} of {of}")
    };
    let key = key(question);
    Ok(format!(
        "<div class=\"wb-question\" role=\"group\" data-key=\"{key}\" data-several=\"{several}\" aria-label=\"{label}\">\n\
         <p class=\"wb-kicker\">{label}</p>\n\
         <div class=\"wb-question-text\">{text}</div>\n{code}\
         <p class=\"wb-how\">{hint}</p>\n\
         <ol class=\"wb-choices\" type=\"A\">\n{choices}</ol>\n\
         <details class=\"wb-answers\"><summary>Answers</summary>\n<ol type=\"A\">\n{answers}</ol></details>\n\
         </div>\n"
    ))
}

/// Names the question in the reader's browser: an answer to an older wording is forgotten.
fn key(question: &Settled) -> String {
    let mut hash = Sha256::new();
    hash.update(&question.text);
    for choice in &question.choices {
        hash.update([u8::from(choice.correct)]);
        hash.update(&choice.text);
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::quiz::format::Answer;

    #[test]
    fn a_question_can_be_read_without_javascript() {
        let answer = |text: &str, correct| Answer {
            text: text.into(),
            correct,
            explanation: format!("why {text}"),
        };
        let question = Settled {
            text: "Which?".into(),
            code: Some("fn a() {}\n\nfn b() {}".into()),
            several: false,
            choices: vec![answer("`x`", true), answer("y", false)],
        };
        let html = render("q", &[question]).unwrap();
        assert!(!html.contains("\n\n"), "one block of HTML");
        for part in [
            "<li data-correct=\"\"><code>x</code></li>",
            "<li>y</li>",
            "<summary>Answers</summary>",
            "<strong>Right.</strong> <span>why <code>x</code></span>",
            "<strong>Wrong.</strong> <span>why y</span>",
            "fn a() {}&#10;\nfn b() {}",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
