//! What the models allow a test to do: every outcome, by whom it is allowed, and why.

use crate::choice::Choice;
use crate::machine::models_of;
use crate::why::{self, Absent};
use interleave_axioms::{Axiom, Execution, Model, Outcome, analyse, analyse_under, candidates};
use serde::Serialize;

/// By which models an outcome is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Allowed {
    /// By sequential consistency: some interleaving has it.
    pub sc: bool,
    /// By x86-TSO, for what rustc compiles.
    pub x86_tso: bool,
    /// By ARMv8.1 and later, whose read-modify-writes are single instructions.
    pub armv8: bool,
    /// By ARMv8.3 and later where rustc makes use of it (`rcpc`, as for Apple's machines): an Acquire load is `ldapr`.
    pub armv8_3: bool,
    /// By ARMv8.0, whose read-modify-writes are loops.
    pub armv8_0: bool,
    /// By RC11, which is what Rust promises.
    pub rc11: bool,
    /// Forbidden by RC11 for its rule against load buffering alone, and not because values would come out of thin air. Rust's
    /// own text has no such rule, and some machines do it.
    pub load_buffering: bool,
}

impl Allowed {
    /// Whether some ARM machine may show it.
    pub fn arm(self) -> bool {
        self.armv8 || self.armv8_3 || self.armv8_0
    }

    /// Whether it may be seen on a machine of this architecture: Rust allows it, and so does the architecture's model.
    pub fn may_be_seen_on(self, arch: &str) -> bool {
        (self.rc11 || self.load_buffering) && self.on(arch) != Some(false)
    }

    /// Whether this machine may show it, if there is a model of it.
    pub fn here(self) -> Option<bool> {
        self.on(std::env::consts::ARCH)
    }

    /// Whether a machine of this architecture (as Rust calls it) may show it, if there is a model of it.
    pub fn on(self, arch: &str) -> Option<bool> {
        let allowed = |model: &Model| match model {
            Model::Sc => self.sc,
            Model::X86Tso => self.x86_tso,
            Model::Armv8 => self.armv8,
            Model::Armv8Rcpc => self.armv8_3,
            Model::Armv8Exclusives => self.armv8_0,
            Model::Rc11 => self.rc11,
        };
        let models = models_of(arch);
        (!models.is_empty()).then(|| models.iter().any(allowed))
    }
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the threads read, and what memory holds in the end.
    pub outcome: Outcome,
    /// Who allows it.
    pub allowed: Allowed,
    /// Whether the test is about it.
    pub asked: bool,
    /// How it comes about, or what forbids it: a line or two.
    pub why: Vec<String>,
}

impl Row {
    /// Whether no interleaving has it.
    pub fn is_weak(&self) -> bool {
        !self.allowed.sc
    }
}

/// What the models say of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Every outcome that a model allows, and the one that the test is about: those of interleavings first, that one last.
    pub rows: Vec<Row>,
    /// If it has a data race: which two accesses. Then Rust promises nothing, whatever RC11 says of the outcomes.
    pub race: Option<String>,
}

impl Judgement {
    /// Whether an outcome may be seen on this machine: Rust allows it, and so does the machine's model.
    pub fn allows_here(&self, outcome: &Outcome) -> bool {
        let may = |row: &Row| row.allowed.may_be_seen_on(std::env::consts::ARCH);
        (self.rows.iter()).any(|row| row.outcome == *outcome && may(row))
    }

    /// The row of the outcome that the test is about.
    pub fn asked(&self) -> &Row {
        let asked = self.rows.iter().find(|row| row.asked);
        asked.expect("`judge` always adds it")
    }
}

/// Whether the test has a data race with these orderings.
pub(crate) fn has_race(choice: &Choice) -> bool {
    choice.has_cells() && analyse(&choice.program, Model::Rc11).race.is_some()
}

/// Asks all models.
pub fn judge(choice: &Choice) -> Judgement {
    let program = &choice.program;
    let analyses = analyse_under(program, Model::ALL);
    let weak = choice.test.classic.weak();
    let asked = choice.asked();
    let mut outcomes: Vec<Outcome> = analyses
        .iter()
        .flat_map(|analysis| analysis.outcomes.keys().cloned())
        .collect();
    outcomes.push(asked);
    outcomes.sort();
    outcomes.dedup();
    let mut rows: Vec<Row> = outcomes
        .into_iter()
        .map(|outcome| {
            let [sc, x86_tso, armv8, armv8_3, armv8_0, rc11] =
                (analyses.each_ref()).map(|analysis| analysis.outcomes.contains_key(&outcome));
            let mut allowed = Allowed {
                sc,
                x86_tso,
                armv8,
                armv8_3,
                armv8_0,
                rc11,
                load_buffering: false,
            };
            // An execution that a strong model allows is a better witness than one of a weak model: it is simpler.
            let witness = analyses
                .iter()
                .find_map(|analysis| analysis.outcomes.get(&outcome));
            let why = match witness {
                Some(witness) if sc => vec![why::in_turn(program, witness)],
                Some(witness) if rc11 => why::weak(program, witness, allowed),
                _ => {
                    let nearest = nearest_candidate(choice, &outcome);
                    allowed.load_buffering = (nearest.as_ref())
                        .is_some_and(|(_, obstacle)| *obstacle == Obstacle::LoadBuffering);
                    why::forbidden(program, nearest.as_ref())
                }
            };
            Row {
                asked: weak.holds(&outcome),
                outcome,
                allowed,
                why,
            }
        })
        .collect();
    rows.sort_by_key(|row| (row.is_weak(), row.asked, !row.allowed.rc11));
    let [.., rc11] = &analyses;
    let race = (rc11.race.as_ref()).map(|execution| why::race(program, execution));
    Judgement { rows, race }
}

/// What keeps an execution from being allowed by RC11.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// An axiom other than NO-THIN-AIR.
    Axiom(Axiom),
    /// NO-THIN-AIR, and each value depends on itself: a store that depends on a load is not moved before it, by no compiler and no
    /// machine.
    ThinAir,
    /// NO-THIN-AIR, and somewhere a store follows a load that it does not depend on: load buffering.
    LoadBuffering,
}

/// The candidate with this outcome that is nearest to being allowed by RC11, and what rules it out. Load buffering is nearest, what no
/// atomic by itself could do is farthest.
fn nearest_candidate(choice: &Choice, outcome: &Outcome) -> Option<(Execution, Obstacle)> {
    let nearness = |obstacle: &Obstacle| match obstacle {
        Obstacle::Axiom(_) => 0,
        Obstacle::ThinAir => 1,
        Obstacle::LoadBuffering => 2,
    };
    let mut nearest: Option<(Execution, Obstacle)> = None;
    for coherent in [true, false] {
        let look = |execution: &Execution| {
            if execution.outcome == *outcome
                && let Err(axiom) = Model::Rc11.check(execution)
            {
                let obstacle = obstacle(execution, axiom);
                let known = nearest.as_ref().map(|(_, known)| nearness(known));
                if known < Some(nearness(&obstacle)) {
                    nearest = Some((execution.clone(), obstacle));
                }
            }
        };
        if coherent {
            candidates::for_each(&choice.program, look);
        } else {
            candidates::for_each_raw(&choice.program, look);
        }
        if nearest.is_some() {
            break;
        }
    }
    nearest
}

/// Why a processor may fail to show an outcome that Rust does not forbid.
pub(crate) fn absent(choice: &Choice, outcome: &Outcome) -> Absent {
    let mut found: Option<Absent> = None;
    candidates::for_each(&choice.program, |execution| {
        let not_forbidden = || match Model::Rc11.check(execution) {
            Ok(()) => true,
            Err(axiom) => obstacle(execution, axiom) == Obstacle::LoadBuffering,
        };
        // One execution with this outcome is enough for a compiler.
        let open = found.is_none_or(|absent| !absent.by_compilers);
        if open && execution.outcome == *outcome && not_forbidden() {
            let this = why::absent(execution);
            if this.by_compilers || found.is_none() {
                found = Some(this);
            }
        }
    });
    found.expect("Rust does not forbid it, so that an execution has it")
}

/// What stands behind an axiom that does not hold.
///
/// Every access after a branch counts as dependent on it. That is right for the tests that are shipped, where nothing comes after the end of a branch:
/// a compiler could move what is done on both ways.
fn obstacle(x: &Execution, axiom: Axiom) -> Obstacle {
    if axiom != Axiom::NO_THIN_AIR {
        Obstacle::Axiom(axiom)
    } else if (x.rf | x.data | x.ctrl).is_acyclic() {
        Obstacle::LoadBuffering
    } else {
        Obstacle::ThinAir
    }
}

impl Choice {
    /// The outcome that the test is about.
    fn asked(&self) -> Outcome {
        let zeros = |thread: &interleave_axioms::Thread| vec![0; thread.registers];
        let mut outcome = Outcome {
            registers: self.program.threads.iter().map(zeros).collect(),
            memory: (self.program.observed.iter())
                .map(|loc| (self.program.locations[loc.0].name.clone(), 0))
                .collect(),
        };
        for term in self.test.classic.weak.split_whitespace() {
            let (place, value) = term
                .split_once('=')
                .expect("conditions are terms such as x=1");
            let value = value.parse().expect("conditions give numbers");
            match place.split_once(":r") {
                Some((thread, register)) => {
                    let index = |text: &str| {
                        text.parse::<usize>()
                            .expect("conditions number threads and registers")
                    };
                    outcome.registers[index(thread)][index(register)] = value;
                }
                None => {
                    let held = outcome.memory.iter_mut().find(|(name, _)| name == place);
                    held.expect("conditions name observed locations").1 = value;
                }
            }
        }
        assert!(
            self.test.classic.weak().holds(&outcome),
            "{}",
            self.test.name
        );
        outcome
    }
}
