//! Why a read was allowed to take a value that was no longer the newest, and which orderings would not have allowed it.

use super::clock::{Clock, Id};
use super::explain::{who, who_first};
use super::graph::{Event, Kind, RMW, acquires};
use super::run::Run;
use std::collections::VecDeque;
use std::sync::atomic::Ordering;

/// The reason for the stale read of step `n`.
pub(super) fn reason(run: &Run, n: usize) -> Option<String> {
    let rec = run.recorder.as_ref()?;
    let read = run.events[run.pos(rec.events[n]?)];
    let mut newer: Vec<Event> = run
        .events
        .iter()
        .filter(|w| w.is_write() && w.loc == read.loc && w.id.t != read.id.t)
        .filter(|w| w.rank > run.rank_of(read.rf))
        .copied()
        .collect();
    newer.sort_by_key(|w| w.rank);
    let past = &run.info[run.pos(read.id)].hb;
    let found = newer.iter().find_map(|w| {
        let why = missing_link(run, w.id, past)
            .map(|weak| format!(": {weak}. With Release there and Acquire here it would."));
        Some((w, why.or_else(|| store_buffering(run, w, &read))?))
    });
    let (write, why) = found.or_else(|| {
        let why = two_readers(run, &read).unwrap_or_else(|| {
            ", and nothing has passed from the one to the other since: no lock, no join, no Release store that an Acquire load has \
             read. With SeqCst on every access to these atomics there would be interleavings only, and none of them has this read."
                .into()
        });
        Some((newer.first()?, why))
    })?;
    let wrote = &rec.steps[run.step_of(write.id)?];
    Some(format!(
        "{} reads {} in {}, although {} has written {} in {} before: nothing makes that write happen before this read{why}",
        who_first(run, read.id.t.into()),
        rec.steps[n].read.as_deref().unwrap_or("an old value"),
        run.files().line(&rec.steps[n].source),
        who(run, write.id.t.into()),
        wrote.wrote.as_deref().unwrap_or("a newer value"),
        run.files().line(&wrote.source),
    ))
}

/// A message that would have made `write` happen before, had it been sent with Release and taken with Acquire.
struct Link {
    from: Event,
    read: Event,
    /// The load acquires, or an acquire fence after it does.
    acquired: bool,
    /// The link that leads on from here.
    next: Option<usize>,
}

/// What keeps the messages that did pass from `write` to the thread that knows of `past` only from making the write happen before:
/// which store does not release, which load does not acquire. `None` when no message passed.
pub(super) fn missing_link(run: &Run, write: Id, past: &Clock) -> Option<String> {
    let event = |id: Id| run.events[run.pos(id)];
    let mut links: Vec<Link> = vec![];
    let mut todo = VecDeque::from([(*past, None)]);
    while let Some((past, next)) = todo.pop_front() {
        let reads = run
            .events
            .iter()
            .filter(|e| e.is_read() && !e.rf.is_init() && past.has(e.id));
        for read in reads {
            let from = event(read.rf);
            if past.has(from.id) || links.iter().any(|l| l.read.id == read.id) {
                continue;
            }
            let fenced = |f: &Event| {
                f.kind == Kind::Fence
                    && acquires(f.ord)
                    && f.id.t == read.id.t
                    && f.id.i > read.id.i
                    && past.has(f.id)
            };
            links.push(Link {
                from,
                read: *read,
                acquired: acquires(read.ord) || run.events.iter().any(fenced),
                next,
            });
            let last = links.len() - 1;
            let before = run.info[run.pos(from.id)].hb;
            if before.has(write) {
                return weakness(run, write, &links, last);
            }
            todo.push_back((before, Some(last)));
        }
    }
    None
}

/// The weak ends of the links from `last` on, in words.
fn weakness(run: &Run, write: Id, links: &[Link], last: usize) -> Option<String> {
    let rec = run.recorder.as_ref()?;
    let files = run.files();
    let line = |id: Id| {
        let step = run.step_of(id);
        step.map_or("std".into(), |n| files.line(&rec.steps[n].source))
    };
    let (mut weak, mut both) = (vec![], false);
    let (mut at, mut sent) = (Some(last), write);
    while let Some(link) = at.map(|n| &links[n]) {
        let Link { from, read, .. } = link;
        // What an acquiring reader gets: a release fence before the store sends what was before the fence, and no more.
        if !run.info[run.pos(from.id)].msg.has(sent) {
            weak.push(format!("the store in {} is {:?}", line(from.id), from.ord));
            both |= from.is(RMW);
        }
        if !link.acquired {
            weak.push(format!("the load in {} is {:?}", line(read.id), read.ord));
            both |= read.is(RMW);
        }
        (at, sent) = (link.next, read.id);
    }
    let note = if both {
        " (a read-modify-write that has to do both takes AcqRel)"
    } else {
        ""
    };
    (!weak.is_empty()).then(|| weak.join(" and ") + note)
}

/// Both threads write, then read what the other one writes, and both read an old value.
fn store_buffering(run: &Run, write: &Event, read: &Event) -> Option<String> {
    let own_writes = |t: u8| {
        run.events
            .iter()
            .filter(move |e| e.is_write() && e.id.t == t)
    };
    let (store, load) = own_writes(read.id.t)
        .filter(|store| store.id.i < read.id.i)
        .find_map(|store| {
            let load = run.events.iter().find(|e| {
                e.is_read()
                    && e.loc == store.loc
                    && e.id.t == write.id.t
                    && e.id.i > write.id.i
                    && run.rank_of(e.rf) < store.rank
            })?;
            Some((store, load))
        })?;
    let mut weak: Vec<Ordering> = vec![];
    for e in [store, write, load, read] {
        if e.ord != Ordering::SeqCst && !weak.contains(&e.ord) {
            weak.push(e.ord);
        }
    }
    let names: Vec<String> = weak.iter().map(|ord| format!("{ord:?}")).collect();
    let verb = if names.len() == 1 { "orders" } else { "order" };
    Some(format!(
        ". Each of the two threads has written one atomic and then read what the other one writes. {} {verb} nothing between a store \
         and a later load of another location; SeqCst on all four does, or a SeqCst fence between the two in both threads.",
        names.join(" and ")
    ))
}

/// Two threads that only read see two writes in different orders.
fn two_readers(run: &Run, read: &Event) -> Option<String> {
    let reads = |e: &&Event| e.is_read();
    // What the reader has read before, and another thread reads an older value of, after it has read a newer one of this.
    let other = run
        .events
        .iter()
        .filter(reads)
        .filter(|c| c.id.t == read.id.t && c.id.i < read.id.i && c.loc != read.loc)
        .find_map(|c| {
            let later = run.events.iter().filter(reads).filter(|b| {
                b.id.t != read.id.t && b.loc == c.loc && run.rank_of(b.rf) < run.rank_of(c.rf)
            });
            later.into_iter().find(|b| {
                run.events.iter().filter(reads).any(|a| {
                    a.loc == read.loc
                        && a.id.t == b.id.t
                        && a.id.i < b.id.i
                        && run.rank_of(a.rf) > run.rank_of(read.rf)
                })
            })
        })?;
    Some(format!(
        ". {} and {} see two writes in different orders. Release and Acquire give no order that all threads agree on; SeqCst on the \
         stores and on the loads does, or a SeqCst fence between the two loads in both.",
        who_first(run, read.id.t.into()),
        who(run, other.id.t.into()),
    ))
}
