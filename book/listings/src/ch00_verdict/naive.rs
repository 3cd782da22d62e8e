//! The same claim, tested by luck and checked.

use crate::ch00_start::two_payments::balance_at_the_end;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ch00_start::two_payments::two_payments;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    #[should_panic]
    fn the_checked_one_fails_each_time() {
        checked();
    }

    #[test]
    fn the_page_shows_what_the_terminal_shows() {
        let explanation = expect::fails(two_payments, FailureKind::Panic);
        expect::shown("ch00_verdict/two_payments.txt", &explanation);
    }
}
