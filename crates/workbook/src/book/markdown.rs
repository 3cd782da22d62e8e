//! Markdown that is not a chapter (statements, hints, quiz texts) as HTML for one block of a chapter.
//!
//! The dialect is mdBook's. What comes out is balanced and has no blank line, so that mdBook passes it on
//! as it is. Raw HTML in these texts is shown as text: no mistake in one can break the page around it.

use mdbook_markdown::pulldown_cmark::{
    BlockQuoteKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html,
};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

/// How a text stands in its page.
pub(crate) struct Context<'a> {
    /// The level that a second-level heading of the text gets; deeper ones follow. First-level headings are left out.
    pub(crate) heading: u8,
    /// Turns a link of the text into one of the page, or says why it cannot.
    pub(crate) link: &'a dyn Fn(&str) -> Result<String, String>,
}

/// Renders a whole text: paragraphs, lists, code blocks.
pub(crate) fn block(markdown: &str, context: &Context<'_>) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let mut events = Vec::new();
    let mut skipping = false;
    for event in new_cmark_parser(markdown, &MarkdownOptions::default()) {
        match &event {
            Event::Start(Tag::Heading { level, .. }) if *level == HeadingLevel::H1 => {
                skipping = true
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                skipping = false;
                continue;
            }
            _ => {}
        }
        if !skipping {
            adapt(event, context, &mut events, &mut problems);
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events.into_iter());
    Ok(one_block(&out))
}

/// Renders a text that is one paragraph, without the `<p>` around it; a longer text keeps its blocks.
pub(crate) fn inline(markdown: &str, context: &Context<'_>) -> Result<String, Vec<String>> {
    let html = block(markdown, context)?;
    let inner = html
        .strip_prefix("<p>")
        .and_then(|h| h.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => Ok(inner.to_owned()),
        _ => Ok(html),
    }
}

/// For texts whose links need no change: all must lead outside or be fragments of their page.
pub(crate) fn outside_links(link: &str) -> Result<String, String> {
    if is_outside(link) || link.starts_with('#') {
        Ok(link.to_owned())
    } else {
        Err(format!("the link `{link}` leads nowhere from here"))
    }
}

/// Whether a link leads to another site.
pub(crate) fn is_outside(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:") || link.starts_with("//")
}

/// Text as HTML text or as the value of a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// Makes `html` one HTML block of Markdown: a blank line would end it, so the second of two
/// newlines (which only code blocks need) becomes a character reference.
pub(crate) fn one_block(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (index, line) in html.trim().split('\n').enumerate() {
        if line.trim().is_empty() {
            out.push_str("&#10;");
        } else {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
    out
}

fn adapt<'a>(
    event: Event<'a>,
    context: &Context<'_>,
    events: &mut Vec<Event<'a>>,
    problems: &mut Vec<String>,
) {
    let adapted = match event {
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => {
            let level = shifted(level, context.heading);
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            })
        }
        Event::End(TagEnd::Heading(level)) => {
            Event::End(TagEnd::Heading(shifted(level, context.heading)))
        }
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = match (context.link)(&dest_url) {
                Ok(link) => CowStr::from(link),
                Err(problem) => {
                    problems.push(problem);
                    dest_url
                }
            };
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        Event::Start(Tag::Image { .. }) => {
            problems.push("an image cannot stand here: put it into the chapter".to_owned());
            event
        }
        Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
            problems.push("a footnote cannot stand here: put it into the chapter".to_owned());
            event
        }
        Event::Start(Tag::BlockQuote(Some(kind))) => Event::Html(admonition(kind).into()),
        Event::Start(Tag::Table(_)) => {
            events.push(Event::Html("<div class=\"table-wrapper\">".into()));
            event
        }
        Event::End(TagEnd::Table) => {
            events.push(event);
            Event::Html("</div>".into())
        }
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    };
    events.push(adapted);
}

/// mdBook's own markup for an admonition, without its icon.
fn admonition(kind: BlockQuoteKind) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    };
    format!(
        "<blockquote class=\"blockquote-tag blockquote-tag-{class}\"><p class=\"blockquote-tag-title\">{title}</p>"
    )
}

fn shifted(level: HeadingLevel, second: u8) -> HeadingLevel {
    let level = level as u8 + second - 2;
    HeadingLevel::try_from(usize::from(level.min(6))).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Context<'static> = Context {
        heading: 4,
        link: &outside_links,
    };

    #[test]
    fn headings_move_below_the_card_and_the_title_goes() {
        let html = block("# Title\n\n## Why\n\ntext\n\n### More", &PLAIN).unwrap();
        assert_eq!(html, "<h4>Why</h4>\n<p>text</p>\n<h5>More</h5>");
    }

    #[test]
    fn a_code_block_with_a_blank_line_stays_one_block() {
        let html = block("```rust\na\n\n\nb\n```", &PLAIN).unwrap();
        assert_eq!(
            html,
            "<pre><code class=\"language-rust\">a&#10;&#10;\nb\n</code></pre>"
        );
        assert!(!html.contains("\n\n"));
    }

    #[test]
    fn raw_html_is_text() {
        let html = block("</div><script>x</script> and a <b>c</b>", &PLAIN).unwrap();
        assert!(
            !html.contains("<script>") && !html.contains("</div>"),
            "{html}"
        );
    }

    #[test]
    fn one_paragraph_loses_its_p_and_two_keep_theirs() {
        assert_eq!(
            inline("`a` *b*", &PLAIN).unwrap(),
            "<code>a</code> <em>b</em>"
        );
        assert_eq!(inline("a\n\nb", &PLAIN).unwrap(), "<p>a</p>\n<p>b</p>");
    }

    #[test]
    fn a_link_to_nowhere_and_an_image_are_problems() {
        let problems = block("[a](../x.rs) ![b](c.png)", &PLAIN).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert!(block("[a](https://doc.rust-lang.org) [b](#c)", &PLAIN).is_ok());
    }
}
