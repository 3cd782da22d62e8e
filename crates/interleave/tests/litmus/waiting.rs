//! Programs whose threads wait in loops: for a value, or for a lock that is an atomic.
//!
//! A loop that loads until it reads a value has the outcomes of one load that reads that value: what it read before orders
//! nothing that would allow more. (An Acquire load in it may synchronize with more, and so allow less.) It is never done when the
//! newest write in modification order is another value, and every other thread has ended or waits so too.

use super::{Style, run_in_style};
use interleave::{FailureKind, Verdict};
use interleave_axioms::{
    Execution, Instruction, Kind, Model, Outcome, Program, Reg, Value, candidates, minimise,
};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// The loads of a program that are made to wait: of each thread the first load outside of any block. The value is
/// chosen so that some are written and some are not.
fn awaited(program: &Program) -> Vec<(usize, Reg, Value)> {
    let first = |(thread, body): (usize, &[Instruction])| {
        let dst = body.iter().find_map(|instruction| match *instruction {
            Instruction::Load { dst, .. } => Some(dst),
            _ => None,
        })?;
        Some((thread, dst, 1 + (thread as Value + dst.0 as Value) % 2))
    };
    let bodies = program
        .threads
        .iter()
        .map(|thread| &thread.body[..])
        .enumerate();
    bodies.filter_map(first).collect()
}

/// What the axioms say: the outcomes of the executions in which every wait ends, and whether some waits may never end.
fn by_axioms(program: &Program, awaited: &[(usize, Reg, Value)]) -> (BTreeSet<Outcome>, bool) {
    let mut outcomes = BTreeSet::new();
    let mut stuck = false;
    // Bit n of a choice: the wait n never ends, and its thread does nothing after it.
    for choice in 0..1_u32 << awaited.len() {
        let mut cut = program.clone();
        for (n, &(thread, reg, _)) in awaited.iter().enumerate() {
            if choice >> n & 1 == 1 {
                let body = &mut cut.threads[thread].body;
                let place = body
                    .iter()
                    .position(|instruction| reads_into(instruction, reg));
                body.truncate(place.expect("the load is outside of any block") + 1);
            }
        }
        candidates::for_each(&cut, |execution| {
            let fits = awaited
                .iter()
                .enumerate()
                .all(|(n, &(thread, reg, value))| {
                    let ends = execution.outcome.registers[thread][reg.0] == value;
                    let newest = || reads_newest(execution, thread);
                    if choice >> n & 1 == 1 {
                        !ends && newest()
                    } else {
                        ends
                    }
                });
            if fits && Model::Rc11.allows(execution) {
                if choice == 0 {
                    outcomes.insert(execution.outcome.clone());
                } else {
                    stuck = true;
                }
            }
        });
    }
    (outcomes, stuck)
}

fn reads_into(instruction: &Instruction, reg: Reg) -> bool {
    matches!(instruction, Instruction::Load { dst, .. } if *dst == reg)
}

/// Whether the last read of the thread reads the newest write of its location.
fn reads_newest(execution: &Execution, thread: usize) -> bool {
    let mut reads = (0..execution.len()).rev().filter(|&event| {
        execution.events[event].thread == Some(thread) && execution.events[event].kind == Kind::Read
    });
    let read = reads.next().expect("the thread ends with the read");
    let source = execution.rf.inverse().successors(read).iter().next();
    source.is_some_and(|write| execution.mo.successors(write).is_empty())
}

fn disagreement(program: &Program, style: &Style) -> Option<String> {
    let (wanted, stuck) = by_axioms(program, &style.awaited);
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let (shared, written) = (Arc::new(program.clone()), style.clone());
    let report = interleave::explore({
        let seen = Arc::clone(&seen);
        move || {
            let outcome = run_in_style(&shared, &written);
            seen.lock().unwrap().insert(outcome);
        }
    });
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let livelock = report
        .failure()
        .is_some_and(|failure| failure.kind() == FailureKind::Livelock);
    let verified = matches!(report.verdict(), Verdict::Verified { .. });
    if stuck && livelock || !stuck && verified && seen == wanted {
        return None;
    }
    let verdict = report.verdict();
    let mut text =
        format!("axioms: may wait for ever: {stuck}; checker: {verdict:?}, livelock: {livelock}\n");
    wanted
        .difference(&seen)
        .for_each(|outcome| text += &format!("{outcome}  <- MISSING\n"));
    seen.difference(&wanted)
        .for_each(|outcome| text += &format!("{outcome}  <- EXTRA\n"));
    if let Some(failure) = report.failure() {
        text += &failure.to_string();
    }
    Some(text)
}

/// Fails with the smallest program on which the checker and the axioms disagree, if they do on this one. Returns whether a wait may
/// never end.
#[track_caller]
pub(crate) fn agree(program: &Program, spin_locks: bool, waits: bool) -> bool {
    let style = |program: &Program| Style {
        spin_locks,
        awaited: if waits { awaited(program) } else { Vec::new() },
    };
    if disagreement(program, &style(program)).is_some() {
        let smallest = minimise::minimise(program, |program| {
            disagreement(program, &style(program)).is_some()
        });
        let style = style(&smallest);
        panic!(
            "the checker and RC11 disagree, with {style:?}.\n{smallest}{}\nFound with\n{program}",
            disagreement(&smallest, &style).expect("minimised to a disagreement")
        );
    }
    by_axioms(program, &style(program).awaited).1
}
