//! The few styles of the text, and their ANSI escape sequences.

/// What a piece of text is, which decides how it looks. Nothing is said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Ordinary text.
    Plain,
    /// What to look at: thread names, the reason.
    Strong,
    /// What can be passed over: rules, places, legends.
    Quiet,
    /// What went wrong.
    Bad,
    /// What is surprising but allowed: a stale read.
    Warning,
    /// What went well.
    Good,
}

/// Paints text, or leaves it as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Painter {
    /// Whether to emit escape sequences.
    pub on: bool,
}

impl Painter {
    /// The text in its style. A newline within it is the caller's mistake: some terminals lose the style there.
    pub(super) fn paint(self, text: &str, style: Style) -> String {
        let code = match style {
            Style::Plain => "",
            Style::Strong => "1",
            Style::Quiet => "2",
            Style::Bad => "1;31",
            Style::Warning => "33",
            Style::Good => "32",
        };
        if !self.on || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
