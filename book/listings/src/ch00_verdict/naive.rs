//! The same claim, tested by luck and checked.

use crate::ch00_start::two_payments::{balance_at_the_end, two_payments};

// ANCHOR: naive
/// Runs the program once, and looks.
pub fn tested_by_luck() {
    assert_eq!(balance_at_the_end(), 120);
}
// ANCHOR_END: naive

// ANCHOR: checked
/// Runs every execution of it, and looks at each.
pub fn checked() {
    interleave::check(|| {
        assert_eq!(balance_at_the_end(), 120);
    });
}
// ANCHOR_END: checked

/// What the terminal shows of the failing execution.
pub fn explanation() -> String {
    let report = interleave::explore(two_payments);
    report
        .failure()
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic]
    fn the_checked_one_fails_each_time() {
        checked();
    }

    /// The page shows this text. `UPDATE_EXPECT=1` writes it anew, after a
    /// change to the explanations.
    #[test]
    fn the_page_shows_what_the_terminal_shows() {
        const SHOWN: &str = include_str!("two_payments.txt");
        let explanation = explanation();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let file = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/ch00_verdict/two_payments.txt"
            );
            std::fs::write(file, &explanation).unwrap();
        } else {
            assert_eq!(SHOWN, explanation);
        }
    }
}
