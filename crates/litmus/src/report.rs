//! A test, what the models say of it and what was seen, put together for whoever writes it down: the terminal, JSON, the book.

use crate::choice::Choice;
use crate::judge::{Allowed, Judgement, absent, judge};
use crate::machine::Machine;
use crate::native::Seen;
use crate::record::Measured;
use serde::Serialize;

/// All there is to tell of one test with its orderings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The name of the test.
    pub test: &'static str,
    /// What it asks.
    pub about: &'static str,
    /// Its orderings, in the shortest form in which they can be asked for.
    pub orderings: String,
    /// The initial values: `x = 0, y = 0`.
    pub initially: String,
    /// The code of each thread, a line an instruction.
    pub threads: Vec<Vec<String>>,
    /// How many threads run the last of these.
    pub readers: usize,
    /// If it has a data race: which. Then it was not run, and Rust promises nothing.
    pub race: Option<String>,
    /// The outcomes: those of interleavings first, the one that the test is about last.
    pub rows: Vec<ReportRow>,
    /// What is worth knowing of the run: why zero proves nothing, what may hide outcomes.
    pub remarks: Vec<String>,
    /// What was seen.
    pub measured: Option<Measured>,
    /// Whether the run was stopped before its end.
    pub stopped: bool,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportRow {
    /// `0:r0=1 1:r0=0 x=2`
    pub outcome: String,
    /// Who allows it.
    #[serde(flatten)]
    pub allowed: Allowed,
    /// Whether no interleaving has it.
    pub weak: bool,
    /// Whether the test is about it.
    pub asked: bool,
    /// How often it was seen, if the test was run.
    pub seen: Option<u64>,
    /// Whether it was seen although Rust, or the model of this machine, forbids it.
    pub violation: bool,
    /// How it comes about, or what forbids it.
    pub why: Vec<String>,
}

impl Report {
    /// Asks the models, and adds what was seen just now on this machine.
    pub fn new(choice: &Choice, seen: Option<(&Seen, &Machine)>) -> Report {
        let measured = seen.map(|(seen, machine)| Measured::new(choice, seen, machine));
        let stopped = seen.is_some_and(|(seen, _)| seen.stopped);
        Report {
            stopped,
            ..Report::recorded(choice, measured)
        }
    }

    /// Asks the models, and adds what a record says was seen, on whatever machine that was.
    pub fn recorded(choice: &Choice, measured: Option<Measured>) -> Report {
        let judged = judge(choice);
        let run = measured.as_ref();
        let mut rows: Vec<ReportRow> = (judged.rows.iter())
            .map(|row| {
                let outcome = row.outcome.to_string();
                let seen = run.map(|run| run.seen.get(&outcome).copied().unwrap_or(0));
                let may = run.is_none_or(|run| row.allowed.may_be_seen_on(&run.machine.arch));
                ReportRow {
                    outcome,
                    allowed: row.allowed,
                    weak: row.is_weak(),
                    asked: row.asked,
                    seen,
                    violation: seen.unwrap_or(0) > 0 && !may,
                    why: row.why.clone(),
                }
            })
            .collect();
        let unknown: Vec<ReportRow> = (run.into_iter())
            .flat_map(|run| &run.seen)
            .filter(|(outcome, _)| rows.iter().all(|row| row.outcome != **outcome))
            .map(|(outcome, &count)| ReportRow {
                outcome: outcome.clone(),
                allowed: Allowed::default(),
                weak: true,
                asked: false,
                seen: Some(count),
                violation: true,
                why: vec!["No model allows it.".to_owned()],
            })
            .collect();
        rows.extend(unknown);
        let initially: Vec<_> = (choice.program.locations.iter())
            .map(|location| format!("{} = {}", location.name, location.init))
            .collect();
        Report {
            test: choice.test.name,
            about: choice.test.about,
            orderings: choice.label(),
            initially: initially.join(", "),
            threads: choice.code(),
            readers: choice.test.readers,
            remarks: remarks(choice, &judged, run),
            race: judged.race,
            rows,
            measured,
            stopped: false,
        }
    }

    /// The outcome that the test is about.
    pub fn asked(&self) -> &ReportRow {
        let asked = self.rows.iter().find(|row| row.asked);
        asked.expect("the judgement has it")
    }

    /// Whether anything was seen that Rust, or the model of this machine, forbids.
    pub fn has_violation(&self) -> bool {
        self.rows.iter().any(|row| row.violation)
    }
}

/// What is worth knowing of a run.
fn remarks(choice: &Choice, judged: &Judgement, run: Option<&Measured>) -> Vec<String> {
    if judged.race.is_some() {
        return vec![
            "A data race is undefined behaviour: Rust promises nothing of the whole program, so it is not run here. \
             The columns for machines say what the compiled accesses could do."
                .to_owned(),
        ];
    }
    let Some(seen) = run else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    if seen.threads > seen.processors {
        remarks.push(format!(
            "{} threads share {} {}, and threads that share one never run at the same time: outcomes may hide.",
            seen.threads,
            seen.processors,
            if seen.processors == 1 { "processor" } else { "processors" }
        ));
    }
    if !seen.pinned {
        remarks.push(
            "The threads could not be kept on one processor each: outcomes may hide.".to_owned(),
        );
    }
    remarks.extend(zero(choice, judged, seen));
    remarks
}

/// What it means that the outcome that the test is about was not seen.
fn zero(choice: &Choice, judged: &Judgement, run: &Measured) -> Option<String> {
    let asked = judged.asked();
    if run
        .seen
        .get(&asked.outcome.to_string())
        .is_some_and(|&seen| seen > 0)
    {
        return None;
    }
    let (outcome, allowed) = (&asked.outcome, asked.allowed);
    if !allowed.rc11 && !allowed.load_buffering {
        return Some(format!(
            "{outcome} was not seen, and never will be on any machine: that is what the models prove, not this run."
        ));
    }
    let arch = run.machine.arch.as_str();
    if allowed.on(arch) != Some(false) {
        return Some(format!(
            "{outcome} was not seen this time. That proves nothing: this machine may show it. Run it for longer with --iterations."
        ));
    }
    let absent = absent(choice, outcome);
    let here = if arch == "x86_64" {
        let kept = if absent.store_and_load {
            ", and not across a SeqCst store, a SeqCst fence or a read-modify-write"
        } else {
            ""
        };
        format!(
            "an x86 processor cannot show it: of all accesses it reorders only a store and a later load{kept}"
        )
    } else {
        "this processor cannot show it: it keeps these accesses in order".to_owned()
    };
    let stores = if absent.many_threads {
        ", and a store reaches all other cores at once (multi-copy atomicity)"
    } else {
        ""
    };
    let elsewhere = match (allowed.x86_tso, allowed.arm()) {
        (_, true) if arch != "aarch64" => Some("An ARM processor may do it"),
        (true, _) if arch != "x86_64" => Some("An x86 processor may do it"),
        _ => None,
    };
    let may = match (elsewhere, absent.by_compilers) {
        (Some(machine), true) => {
            format!("{machine}, and on any machine a compiler may reorder the accesses")
        }
        (Some(machine), false) => machine.to_owned(),
        (None, true) => "On any machine a compiler may reorder the accesses".to_owned(),
        (None, false) => "No compiler and no machine that is known here does it".to_owned(),
    };
    Some(format!(
        "{outcome} was not seen, and that proves nothing: {here}{stores}. Rust does not forbid it. {may}. A program that relies on \
         it never happening is wrong."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::find;
    use interleave_axioms::Outcome;
    use std::collections::BTreeMap;
    use std::sync::atomic::Ordering::{AcqRel, Relaxed, SeqCst};
    use std::time::Duration;

    /// A run that saw these outcomes: registers of each thread.
    fn seen(counts: &[(&[&[u32]], u64)]) -> Seen {
        let counts: BTreeMap<Outcome, u64> = (counts.iter())
            .map(|(registers, count)| {
                let registers = registers.iter().map(|values| values.to_vec()).collect();
                (
                    Outcome {
                        registers,
                        memory: Vec::new(),
                    },
                    *count,
                )
            })
            .collect();
        Seen {
            rounds: counts.values().sum(),
            counts,
            elapsed: Duration::from_secs(1),
            threads: 2,
            processors: 2,
            pinned: true,
            stopped: false,
        }
    }

    fn machine() -> Machine {
        let text = |text: &str| text.to_owned();
        Machine {
            cpu: text("a processor"),
            arch: text("x86_64"),
            os: text("linux"),
        }
    }

    #[test]
    fn an_outcome_that_is_seen_and_forbidden_is_a_violation() {
        let sb = find("sb").unwrap().uniform(SeqCst);
        let seen = seen(&[(&[&[0], &[1]], 5), (&[&[0], &[0]], 1)]);
        let report = Report::new(&sb, Some((&seen, &machine())));
        assert!(report.has_violation());
        assert!(report.asked().violation);
        assert_eq!(report.rows.iter().filter(|row| row.violation).count(), 1);
    }

    #[test]
    fn an_outcome_that_no_model_has_is_a_violation_too() {
        let sb = find("sb").unwrap().uniform(Relaxed);
        let seen = seen(&[(&[&[3], &[0]], 1)]);
        let report = Report::new(&sb, Some((&seen, &machine())));
        let row = report.rows.iter().find(|row| row.violation).unwrap();
        assert_eq!((row.outcome.as_str(), row.seen), ("0:r0=3 1:r0=0", Some(1)));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn zero_weak_outcomes_of_mp_prove_nothing_on_x86() {
        let seen = seen(&[(&[&[], &[0, 0]], 9)]);
        let remarks = |ordering| {
            let mp = find("mp").unwrap().uniform(ordering);
            Report::new(&mp, Some((&seen, &machine()))).remarks.concat()
        };
        let relaxed = remarks(Relaxed);
        assert!(
            relaxed.contains("that proves nothing: an x86 processor cannot show it"),
            "{relaxed}"
        );
        assert!(relaxed.contains("An ARM processor may do it"), "{relaxed}");
        let ordered = remarks(AcqRel);
        assert!(
            ordered.contains("never will be on any machine"),
            "{ordered}"
        );
    }

    /// What is said when the outcome that the test is about was not seen on such a machine.
    fn zero_of(name: &str, orderings: &str, arch: &str) -> String {
        let choice = find(name).unwrap().parse(orderings).unwrap();
        let machine = Machine {
            arch: arch.to_owned(),
            ..machine()
        };
        let seen = seen(&[]);
        let run = Measured::new(&choice, &seen, &machine);
        zero(&choice, &judge(&choice), &run).unwrap()
    }

    #[test]
    fn what_is_said_of_zero_is_so_for_each_test() {
        const X86: &str = "an x86 processor cannot show it: of all accesses it reorders only a store and a later load";
        const ACROSS: &str =
            ", and not across a SeqCst store, a SeqCst fence or a read-modify-write";
        const AT_ONCE: &str =
            ", and a store reaches all other cores at once (multi-copy atomicity)";
        const ARM: &str = "An ARM processor may do it";
        const COMPILER: &str = "any machine a compiler may reorder the accesses";
        const NOBODY: &str = "No compiler and no machine that is known here does it";
        let iriw_acquire = "Relaxed,Relaxed,Acquire,Acquire,Acquire,Acquire";
        let iriw_seqcst_loads = "Relaxed,Relaxed,SeqCst,SeqCst,SeqCst,SeqCst";
        // Ben's load does not acquire, and so the chain is broken for Rust; the release keeps it for every machine.
        let isa2 = "Relaxed,Release,Relaxed,Release,Acquire,Relaxed";
        let all = [X86, ACROSS, AT_ONCE, ARM, COMPILER, NOBODY];
        let x86: [(&str, &str, &[&str]); 12] = [
            ("mp", "Relaxed", &[X86, ARM, COMPILER]),
            (
                "mp",
                "Relaxed,Release,Relaxed,Relaxed",
                &[X86, ARM, COMPILER],
            ),
            (
                "sb",
                "SeqCst,Relaxed,SeqCst,Relaxed",
                &[X86, ACROSS, ARM, COMPILER],
            ),
            ("s", "Relaxed", &[X86, ARM, COMPILER]),
            ("2+2w", "Relaxed", &[X86, ARM, COMPILER]),
            ("2+2w", "AcqRel", &[X86, NOBODY]),
            ("wrc", "Relaxed", &[X86, AT_ONCE, ARM, COMPILER]),
            ("isa2", isa2, &[X86, AT_ONCE, NOBODY]),
            ("iriw", "Relaxed", &[X86, AT_ONCE, ARM, COMPILER]),
            ("iriw", iriw_acquire, &[X86, AT_ONCE, NOBODY]),
            ("iriw", iriw_seqcst_loads, &[X86, AT_ONCE, NOBODY]),
            ("lb", "Relaxed", &[X86, ARM, COMPILER]),
        ];
        for (name, orderings, wanted) in x86 {
            let said = zero_of(name, orderings, "x86_64");
            for part in all {
                assert_eq!(
                    said.contains(part),
                    wanted.contains(&part),
                    "{name} {orderings}: {part}\n{said}"
                );
            }
        }
        // An ARM processor that reorders next to everything still has one memory for all.
        let said = zero_of("iriw", iriw_acquire, "aarch64");
        assert!(
            said.contains("it keeps these accesses in order, and a store reaches all"),
            "{said}"
        );
        assert!(said.contains(NOBODY), "{said}");
        let said = zero_of("sb", "AcqRel", "aarch64");
        assert!(said.contains("this machine may show it"), "{said}");
        for thin_air in ["lb+data", "lb+ctrl"] {
            let said = zero_of(thin_air, "Relaxed", "aarch64");
            assert!(said.contains("never will be on any machine"), "{said}");
        }
    }

    #[test]
    fn a_data_race_is_told() {
        let cell = find("mp+cell").unwrap().uniform(Relaxed);
        let report = Report::new(&cell, None);
        let race = report.race.unwrap();
        assert!(
            race.contains("d.write(1)") && race.contains("d.read()"),
            "{race}"
        );
        assert!(
            Report::new(&find("mp+cell").unwrap().uniform(AcqRel), None)
                .race
                .is_none()
        );
    }
}
