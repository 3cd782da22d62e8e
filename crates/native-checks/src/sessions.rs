//! Conversations with a learner's side of a `session_types` protocol.
//!
//! The cases have to compile with whatever types the learner has written. So types are compared while the test runs
//! ([`same_protocol`], [`departs`]), and an end of a channel is handed over through `Any` ([`hand_over`]).
//!
//! A channel panics when it is dropped before its protocol has ended, also during another panic, and that aborts the process. So
//! nothing here panics while it has a channel, and the tests run [in processes of their own](crate::process). A partner
//! that forgets its channel would be waited for in vain: [`hear`] and [`be_told`] wait only as long as it is there.

use std::any::{Any, TypeId, type_name};
use std::mem;
use std::thread;

use session_types::{Branch, Chan, HasDual, Offer, Recv};

/// The name of a type without the modules in front of it: `Send<String, Eps>`.
#[must_use]
pub fn name<T>() -> String {
    let in_a_word = |it: char| it.is_alphanumeric() || it == '_' || it == ':';
    type_name::<T>()
        .split_inclusive(|it| !in_a_word(it))
        .map(|word| word.rsplit("::").next().unwrap_or(word))
        .collect()
}

/// Where a type departs from the protocol of the statement. It does not say what is right there: that is the task.
#[must_use]
pub fn departs<Theirs, Right>() -> String {
    let (theirs, right) = (name::<Theirs>(), name::<Right>());
    let steps = |protocol| str::split_inclusive(protocol, ['<', '>', ',']);
    let same = steps(&theirs)
        .zip(steps(&right))
        .take_while(|(theirs, right)| theirs == right)
        .count();
    let bad = steps(&theirs).nth(same).unwrap_or_default();
    let bad = bad.trim_matches(['<', '>', ',', ' ']);
    if same == 0 {
        return format!("The conversation of the statement does not begin with `{bad}`.");
    }
    let good: String = steps(&theirs).take(same).collect();
    format!(
        "It follows the statement as far as `{good}…`, and there it says `{bad}`, which the statement does not. What is the \
         next step there, and whose is it?"
    )
}

/// Fails unless `One` is the protocol of the statement, and `Other` its dual. The names are what the learner calls them.
///
/// To be called before there is a channel.
///
/// # Panics
/// When they are not, with what they are.
#[track_caller]
pub fn same_protocol<One: 'static, Other: 'static, Right: HasDual + 'static>(one: &str, other: &str)
where
    Right::Dual: 'static,
{
    assert!(
        TypeId::of::<One>() == TypeId::of::<Right>()
            && TypeId::of::<Other>() == TypeId::of::<Right::Dual>(),
        "the two sides can be tried when their types are right: `{one}` is `{}`, and `{other}` is `{}`",
        name::<One>(),
        name::<Other>()
    );
}

/// An end of a channel, as the type that the learner has given it.
///
/// # Panics
/// When it is another type. [`same_protocol`] says so in the learner's words, and before there is a channel.
pub fn hand_over<From: 'static, To: 'static>(channel: Chan<(), From>) -> Chan<(), To> {
    let channel: Box<dyn Any> = Box::new(channel);
    *channel
        .downcast()
        .unwrap_or_else(|_| unreachable!("the types are the same"))
}

/// What the partner sends; nothing if it has ended and has sent nothing. `ended`: whether it has ended.
#[must_use]
pub fn hear<E, P, A: Send + 'static>(
    channel: Chan<E, Recv<A, P>>,
    ended: &dyn Fn() -> bool,
) -> Option<(Chan<E, P>, A)> {
    ask(channel, Chan::<E, Recv<A, P>>::try_recv, ended)
}

/// What the partner chooses; nothing if it has ended and has chosen nothing.
#[must_use]
pub fn be_told<E, P, Q>(
    channel: Chan<E, Offer<P, Q>>,
    ended: &dyn Fn() -> bool,
) -> Option<Branch<Chan<E, P>, Chan<E, Q>>> {
    ask(channel, Chan::<E, Offer<P, Q>>::try_offer, ended)
}

/// Asks the channel until there is an answer, or nobody left who could give one.
fn ask<E, P, Answer>(
    mut channel: Chan<E, P>,
    look: impl Fn(Chan<E, P>) -> Result<Answer, Chan<E, P>>,
    ended: &dyn Fn() -> bool,
) -> Option<Answer> {
    loop {
        // First this, and then the channel: what a partner said before its end is then there.
        let last = ended();
        match look(channel) {
            Ok(answer) => return Some(answer),
            Err(silent) if last => {
                // Dropped, it would panic.
                mem::forget(silent);
                return None;
            }
            Err(silent) => channel = silent,
        }
        thread::yield_now();
    }
}
