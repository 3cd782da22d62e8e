//! An iterator whose items are made on another thread, and errors that go their own way.

use std::sync::mpsc;
use std::thread;

// ANCHOR: background
/// The items of `upstream`, made on another thread. `room` of them can be ready
/// in the channel.
pub fn in_background<I>(
    upstream: I,
    room: usize,
) -> impl Iterator<Item = I::Item>
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(room);
    thread::spawn(move || {
        for item in upstream {
            if sender.send(item).is_err() {
                break; // Nobody wants more.
            }
        }
    });
    receiver.into_iter()
}
// ANCHOR_END: background

// ANCHOR: errors
/// Reads numbers on another thread, and adds up those that are numbers. Returns
/// what is wrong with the others, too.
pub fn sum_of(texts: Vec<&'static str>) -> (i32, Vec<String>) {
    let (errors, problems) = mpsc::channel();
    let numbers = texts.into_iter().filter_map(move |text| {
        match text.parse::<i32>() {
            Ok(number) => Some(number),
            Err(error) => {
                // Nobody need listen to it.
                let _ = errors.send(format!("{text}: {error}"));
                None
            }
        }
    });
    let sum = in_background(numbers, 1).sum();
    (sum, problems.iter().collect())
}
// ANCHOR_END: errors

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_come_in_order() {
        let set = interleave::outcomes(|| {
            in_background(1..=3, 1).collect::<Vec<_>>()
        });
        assert_eq!(set, [vec![1, 2, 3]].into());
    }

    #[test]
    fn upstream_may_be_endless() {
        let set = interleave::outcomes(|| {
            in_background(1.., 0).take(2).collect::<Vec<_>>()
        });
        assert_eq!(set, [vec![1, 2]].into());
    }

    #[test]
    fn good_numbers_are_added_and_problems_reported() {
        let set = interleave::outcomes(|| sum_of(vec!["1", "two", "3"]));
        let problem = "two: invalid digit found in string".to_string();
        assert_eq!(set, [(4, vec![problem])].into());
    }

    #[test]
    fn a_panic_upstream_looks_like_the_end() {
        let set = interleave::outcomes(|| {
            let upstream = (1..=2).inspect(|&n| assert!(n < 2, "on purpose"));
            in_background(upstream, 1).collect::<Vec<_>>()
        });
        assert_eq!(set, [vec![1]].into());
    }
}
