//! Widths as a terminal counts them: measuring, cutting and wrapping text that may hold wide characters.
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the text takes. The text must be [`clean`].
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text with tabs as spaces and every other control character escaped, so that it cannot move the cursor.
/// Newlines are escaped too.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => clean.push_str("    "),
            c if c.is_control() || is_direction(c) => clean.extend(c.escape_default()),
            c => clean.push(c),
        }
    }
    clean
}

/// Whether the character changes the direction of what follows it, and so could reorder a row.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text, or as much of it as fits with "…" at its end.
pub(super) fn trim(text: &str, columns: usize) -> String {
    let text = clean(text);
    if width(&text) <= columns {
        return text;
    }
    let (mut kept, _) = split(&text, columns.saturating_sub(1));
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// The text in lines of at most `columns` columns, broken at spaces where there are any; its own newlines
/// and its indentation are kept. There is always at least one line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![];
    for line in text.split('\n') {
        wrap_line(&clean(line.trim_end()), columns.max(2), &mut lines);
    }
    lines
}

fn wrap_line(text: &str, columns: usize, lines: &mut Vec<String>) {
    if width(text) <= columns {
        lines.push(text.to_owned());
        return;
    }
    let indent = text.len() - text.trim_start().len();
    // An indentation that leaves no room for words is not worth keeping.
    let indent = if indent * 2 > columns { 0 } else { indent };
    let mut line = " ".repeat(indent);
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!empty);
        if !empty && width(&line) + gap + width(word) > columns {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        let mut rest = word.to_owned();
        while width(&line) + width(&rest) > columns {
            let (head, tail) = split(&rest, columns - width(&line));
            line.push_str(&head);
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            rest = tail;
        }
        line.push_str(&rest);
        empty = false;
    }
    lines.push(line);
}

/// The text cut in two, the first part at most `columns` wide, but at least one character so that
/// a caller's loop ends.
fn split(text: &str, columns: usize) -> (String, String) {
    let mut used = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns && (at > 0 || columns == 0) {
            break;
        }
        used += wide;
        end = at + c.len_utf8();
    }
    if end == 0 && columns > 0 {
        end = text.chars().next().map_or(0, char::len_utf8);
    }
    (text[..end].to_owned(), text[end..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_is_never_cut_in_half() {
        assert_eq!(trim("日本語のテキスト", 7), "日本語…");
        assert_eq!(trim("日本語のテキスト", 6), "日本…");
        assert_eq!(wrap("日本語", 3), ["日", "本", "語"]);
    }

    #[test]
    fn a_line_is_broken_at_spaces_and_a_long_word_anywhere() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn indentation_and_newlines_are_kept() {
        assert_eq!(
            wrap("left\n  right: 1 2 3", 10),
            ["left", "  right: 1", "  2 3"]
        );
    }

    #[test]
    fn control_characters_cannot_reach_the_terminal() {
        assert_eq!(
            clean("a\u{1b}[2Jb\tc\u{202e}"),
            "a\\u{1b}[2Jb    c\\u{202e}"
        );
    }
}
