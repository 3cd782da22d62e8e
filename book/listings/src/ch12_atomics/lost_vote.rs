//! Two atomic steps are not one.

// ANCHOR: program
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Counts one vote.
fn vote(votes: &AtomicU32) {
    let seen = votes.load(SeqCst);
    votes.store(seen + 1, SeqCst);
}

/// Two people vote.
pub fn two_votes() {
    let votes = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| vote(&votes));
        scope.spawn(|| vote(&votes));
    });
    assert_eq!(votes.into_inner(), 2, "a vote was lost");
}
// ANCHOR_END: program

// ANCHOR: whole
/// Counts one vote, in one step.
fn vote_whole(votes: &AtomicU32) {
    votes.fetch_add(1, SeqCst);
}
// ANCHOR_END: whole

/// Two people vote again.
pub fn two_votes_mended() {
    let votes = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| vote_whole(&votes));
        scope.spawn(|| vote_whole(&votes));
    });
    assert_eq!(votes.into_inner(), 2, "a vote was lost");
}

/// What three people's votes can come to.
pub fn three_votes() -> u32 {
    let votes = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| vote(&votes));
        }
    });
    votes.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_load_and_a_store_lose_a_vote_even_with_seq_cst() {
        let text = expect::fails(two_votes, FailureKind::Panic);
        assert!(text.contains("a vote was lost"), "{text}");
        assert_eq!(interleave::outcomes(three_votes), [1, 2, 3].into());
    }

    #[test]
    fn one_step_loses_none() {
        assert_eq!(expect::verified(two_votes_mended), 2);
    }
}
