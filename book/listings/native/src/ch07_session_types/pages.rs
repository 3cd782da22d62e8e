//! A round within a round: `Var<S<Z>>` goes back to the outer one.

use session_types::{
    Chan, Choose, Eps, HasDual, Offer, Rec, Recv, S, Send, Var, Z, offer,
    session_channel,
};
use std::thread;

// ANCHOR: program
/// Lines, until the page is full.
type Line = Send<String, Choose<Var<Z>, Var<S<Z>>>>;
/// Pages, until the book is done. Within `Line`, `Z` is the line's round and
/// `S<Z>` the page's.
type Page = Choose<Rec<Line>, Eps>;
/// What the writer does.
type Writer = Rec<Page>;

fn write(chan: Chan<(), Writer>, book: Vec<Vec<String>>) {
    let mut chan = chan.enter();
    for page in book {
        let mut lines = page.into_iter();
        let Some(mut line) = lines.next() else {
            continue;
        };
        let mut inner = chan.sel1().enter();
        loop {
            let after = inner.send(line);
            match lines.next() {
                Some(next) => {
                    line = next;
                    inner = after.sel1().zero(); // Another line of this page.
                }
                None => {
                    // Another page: one round out.
                    chan = after.sel2().succ().zero();
                    break;
                }
            }
        }
    }
    chan.sel2().close();
}
// ANCHOR_END: program

/// What the reader does.
type Reader = Rec<Offer<Rec<Recv<String, Offer<Var<Z>, Var<S<Z>>>>>, Eps>>;

fn read(chan: Chan<(), Reader>) -> Vec<Vec<String>> {
    let mut book = Vec::new();
    let mut chan = chan.enter();
    loop {
        chan = offer! { chan,
            Page => {
                let mut page = Vec::new();
                let mut inner = chan.enter();
                let outer = loop {
                    let (after, line) = inner.recv();
                    page.push(line);
                    offer! { after,
                        Line => inner = after.zero(),
                        Full => break after.succ().zero()
                    }
                };
                book.push(page);
                outer
            },
            Done => {
                chan.close();
                return book;
            }
        }
    }
}

/// Sends a book through the protocol, and returns what the other side read.
pub fn copy(book: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let (ours, theirs): (
        Chan<(), Reader>,
        Chan<(), <Reader as HasDual>::Dual>,
    ) = session_channel();
    let writer = thread::spawn(move || write(theirs, book));
    let read = read(ours);
    writer.join().unwrap();
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_every_page_with_its_lines() {
        let page = |lines: &[&str]| {
            lines
                .iter()
                .map(|line| line.to_string())
                .collect::<Vec<_>>()
        };
        let book = vec![page(&["one", "two"]), page(&["three"])];
        assert_eq!(copy(book.clone()), book);
        assert_eq!(copy(vec![]), Vec::<Vec<String>>::new());
    }
}
