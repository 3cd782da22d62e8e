//! Reading built pages: the tags of a page with their attributes. No tree, no scripts, no network.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its name, in lower case.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    /// The text inside, for `script` and `code`; empty for others.
    pub(crate) text: String,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// All start tags of a page, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    // Scripts do not run, so the tokenizer may stop after one: feed it until nothing is left.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.take().tags
}

/// The texts of a page's inline scripts: those that run, not data.
pub(crate) fn inline_scripts(html: &str) -> Vec<String> {
    let runs =
        |tag: &Tag| tag.name == "script" && tag.get("src").is_none() && tag.get("type").is_none();
    tags(html)
        .into_iter()
        .filter(runs)
        .map(|tag| tag.text)
        .collect()
}

#[derive(Default)]
struct Collector(RefCell<State>);

#[derive(Default)]
struct State {
    tags: Vec<Tag>,
    /// The `script` or `code` that text goes to.
    open: Option<usize>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let state = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let raw = match name.as_str() {
                    "script" => Some(RawKind::ScriptData),
                    "style" => Some(RawKind::Rawtext),
                    _ => None,
                };
                if matches!(name.as_str(), "script" | "code") {
                    state.open = Some(state.tags.len());
                }
                let attributes = tag
                    .attrs
                    .iter()
                    .map(|a| (a.name.local.to_string(), a.value.to_string()));
                let (attributes, text) = (attributes.collect(), String::new());
                state.tags.push(Tag {
                    name,
                    attributes,
                    text,
                });
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::TagToken(tag) if matches!(&*tag.name, "script" | "code") => state.open = None,
            Token::CharacterTokens(text) => {
                if let Some(open) = state.open {
                    state.tags[open].text.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_through_scripts() {
        let html = "<p id=a>x<script>if (1 < 2) '<a href=no>'</script><code>cargo <b>test</b></code><a href='y?a=1&amp;b'>";
        let tags = tags(html);
        let names: Vec<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["p", "script", "code", "b", "a"]);
        assert_eq!(tags[0].get("id"), Some("a"));
        assert_eq!(tags[1].text, "if (1 < 2) '<a href=no>'");
        assert_eq!(tags[2].text, "cargo test");
        assert_eq!(tags[4].get("href"), Some("y?a=1&b"));
    }
}
