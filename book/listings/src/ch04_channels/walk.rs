//! A walk on another thread that looks like an iterator, and findings that go their own way.

use std::sync::mpsc::{self, SendError, Sender, SyncSender};
use std::thread;

// ANCHOR: walk
/// A folder, and the folders in it.
pub struct Folder {
    name: &'static str,
    inside: Vec<Folder>,
}

type Sent = Result<(), SendError<&'static str>>;

/// Sends the name of this folder and of all below it. Stops when a name cannot
/// be sent.
fn walk(folder: &Folder, names: &SyncSender<&'static str>) -> Sent {
    names.send(folder.name)?;
    folder
        .inside
        .iter()
        .try_for_each(|inner| walk(inner, names))
}
// ANCHOR_END: walk

// ANCHOR: names
/// The names of all folders, found on another thread. `room` of them can be
/// ready in the channel.
pub fn names(root: Folder, room: usize) -> impl Iterator<Item = &'static str> {
    let (sender, receiver) = mpsc::sync_channel(room);
    thread::spawn(move || walk(&root, &sender));
    receiver.into_iter()
}
// ANCHOR_END: names

// ANCHOR: errors
/// As `walk`; but a name with a blank in it goes to `odd`.
fn sort_out(
    folder: &Folder,
    names: &SyncSender<&'static str>,
    odd: &Sender<&'static str>,
) -> Sent {
    if folder.name.contains(' ') {
        // It is no reason to stop if nobody listens.
        let _ = odd.send(folder.name);
    } else {
        names.send(folder.name)?;
    }
    folder
        .inside
        .iter()
        .try_for_each(|inner| sort_out(inner, names, odd))
}

/// How many good names there are, and the others.
pub fn good_and_odd(root: Folder) -> (usize, Vec<&'static str>) {
    let (name, names) = mpsc::sync_channel(1);
    let (odd_one, odd) = mpsc::channel();
    thread::spawn(move || sort_out(&root, &name, &odd_one));
    (names.iter().count(), odd.iter().collect())
}
// ANCHOR_END: errors

/// A folder with the given ones in it.
pub fn folder<const N: usize>(
    name: &'static str,
    inside: [Folder; N],
) -> Folder {
    let inside = inside.into();
    Folder { name, inside }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    fn home() -> Folder {
        folder(
            "home",
            [folder("my files", [folder("maps", [])]), folder("src", [])],
        )
    }

    #[test]
    fn the_names_come_in_the_order_of_the_walk() {
        let set = interleave::outcomes(|| names(home(), 1).collect::<Vec<_>>());
        assert_eq!(set, [vec!["home", "my files", "maps", "src"]].into());
    }

    #[test]
    fn who_has_enough_stops_the_walk() {
        let set = interleave::outcomes(|| {
            let (sender, receiver) = mpsc::sync_channel(0);
            let walker = thread::spawn(move || walk(&home(), &sender));
            let names: Vec<_> = receiver.into_iter().take(2).collect();
            (names, walker.join().unwrap().is_err())
        });
        assert_eq!(set, [(vec!["home", "my files"], true)].into());
    }

    #[test]
    fn the_walk_is_ahead_by_what_is_in_the_channel_and_in_its_hand() {
        let set = interleave::outcomes(|| {
            let (sender, receiver) = mpsc::sync_channel(1);
            let begun = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&begun);
            thread::spawn(move || {
                (0..4).try_for_each(|n| {
                    count.fetch_add(1, SeqCst);
                    sender.send(n)
                })
            });
            let seen = begun.load(SeqCst);
            drop(receiver);
            seen
        });
        assert_eq!(set, [0, 1, 2].into());
    }

    #[test]
    fn good_names_are_counted_and_odd_ones_told() {
        let set = interleave::outcomes(|| good_and_odd(home()));
        assert_eq!(set, [(3, vec!["my files"])].into());
    }

    #[test]
    fn a_panic_of_the_sender_looks_like_the_end() {
        let set = interleave::outcomes(|| {
            let (sender, receiver) = mpsc::sync_channel(1);
            thread::spawn(move || {
                sender.send(1).unwrap();
                panic!("on purpose");
            });
            receiver.into_iter().collect::<Vec<_>>()
        });
        assert_eq!(set, [vec![1]].into());
    }
}
