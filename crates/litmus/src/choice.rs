//! A test with its orderings: how they are written, which are possible, and what a wrong one is told.

use crate::catalogue::Test;
use interleave_axioms::{Instruction, LocationKind, Program, Role, Update};
use std::fmt::{self, Display, Formatter};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

/// The orderings of the tour, each given to every access as far as it takes it.
pub const STRENGTHS: [Ordering; 3] = [Relaxed, AcqRel, SeqCst];

/// A test with the orderings of its accesses.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The test.
    pub test: &'static Test,
    /// Its program with these orderings.
    pub program: Program,
}

/// A place in a program where an ordering stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The thread.
    pub thread: usize,
    /// What kind of operation it is.
    pub role: Role,
    /// The operation, as it is written.
    pub text: String,
}

/// Orderings that a test cannot have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}\n{possible}")]
pub struct BadOrderings {
    what: String,
    possible: String,
}

impl Test {
    /// With the weakest orderings.
    pub fn weakest(&'static self) -> Choice {
        Choice {
            test: self,
            program: self.classic.program(),
        }
    }

    /// With one ordering everywhere, as far as each access takes it: of `AcqRel`, a load takes Acquire and a store Release.
    pub fn uniform(&'static self, ordering: Ordering) -> Choice {
        let program = self.classic.program().with_uniform(ordering);
        Choice {
            test: self,
            program,
        }
    }

    /// With these orderings, in the order of the program's text.
    ///
    /// # Errors
    /// If there are too few or too many, or one stands where it cannot.
    pub fn with(&'static self, orderings: &[Ordering]) -> Result<Choice, BadOrderings> {
        let weakest = self.weakest();
        let slots = weakest.slots();
        if slots.len() != orderings.len() {
            let what = format!(
                "`{}` has {} orderings, and {} were given.",
                self.name,
                slots.len(),
                orderings.len()
            );
            return Err(weakest.bad(what));
        }
        for (slot, &ordering) in slots.iter().zip(orderings) {
            if !slot.role.choices().contains(&ordering) {
                let what = format!(
                    "`{}` (thread {}) cannot have {ordering:?}: {}.",
                    slot.text,
                    slot.thread,
                    takes(slot.role)
                );
                return Err(weakest.bad(what));
            }
        }
        let program = weakest
            .program
            .with_orderings(orderings)
            .expect("each was looked at");
        Ok(Choice {
            test: self,
            program,
        })
    }

    /// With orderings as people write them: one name for all, or one for each, parted by commas. Capitals do not matter.
    ///
    /// # Errors
    /// If a name is none, or [`Test::with`] rejects them.
    pub fn parse(&'static self, text: &str) -> Result<Choice, BadOrderings> {
        let names: Vec<&str> = text
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|name| !name.is_empty())
            .collect();
        let orderings: Result<Vec<Ordering>, &str> = names
            .iter()
            .map(|name| ordering(name).ok_or(*name))
            .collect();
        match orderings.as_deref() {
            Err(name) => Err(self
                .weakest()
                .bad(format!("`{name}` is no memory ordering."))),
            Ok([one]) if self.weakest().slots().len() != 1 => Ok(self.uniform(*one)),
            Ok(all) => self.with(all),
        }
    }

    /// The choices of the tour: each of [`STRENGTHS`], without those that come to the same.
    pub fn tour(&'static self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for choice in STRENGTHS.map(|ordering| self.uniform(ordering)) {
            if choices.iter().all(|known| known.program != choice.program) {
                choices.push(choice);
            }
        }
        choices
    }

    /// Every choice of orderings there is.
    pub fn every_choice(&'static self) -> impl Iterator<Item = Choice> {
        let weakest = self.weakest();
        let choices: Vec<_> = (weakest.slots().iter())
            .map(|slot| slot.role.choices())
            .collect();
        let count: usize = choices.iter().map(|choices| choices.len()).product();
        (0..count).map(move |mut number| {
            let orderings: Vec<_> = (choices.iter())
                .map(|choices| {
                    let ordering = choices[number % choices.len()];
                    number /= choices.len();
                    ordering
                })
                .collect();
            self.with(&orderings).expect("they are of its choices")
        })
    }
}

impl Choice {
    /// The places where an ordering stands, in the order of the program's text.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (thread, code) in self.program.threads.iter().enumerate() {
            collect(&self.program, thread, &code.body, &mut slots);
        }
        slots
    }

    /// The orderings, in the order of the program's text.
    pub fn orderings(&self) -> Vec<Ordering> {
        (self.program.orderings().iter())
            .map(|(_, ordering)| *ordering)
            .collect()
    }

    /// The orderings in the shortest form that [`Test::parse`] reads back: `Relaxed`, or `Relaxed,Release,Acquire,Relaxed`.
    pub fn label(&self) -> String {
        let uniform = [Relaxed, Release, Acquire, AcqRel, SeqCst]
            .into_iter()
            .find(|&ordering| self.test.uniform(ordering).program == self.program);
        match uniform {
            Some(ordering) => format!("{ordering:?}"),
            None => self.list(),
        }
    }

    /// The orderings, each for itself: `Relaxed,Release,Acquire,Relaxed`.
    pub fn list(&self) -> String {
        let names: Vec<_> = (self.orderings().iter())
            .map(|ordering| format!("{ordering:?}"))
            .collect();
        names.join(",")
    }

    /// The code of each thread, a line an instruction, without the names of registers that nothing depends on.
    pub fn code(&self) -> Vec<Vec<String>> {
        (self.program.threads.iter())
            .map(|thread| {
                let mut lines = Vec::new();
                code(&self.program, &thread.body, 0, &mut lines);
                lines
            })
            .collect()
    }

    /// Whether it has locations that are no atomics, so that it can have a data race.
    pub(crate) fn has_cells(&self) -> bool {
        let kinds = self.program.locations.iter().map(|location| location.kind);
        kinds.into_iter().any(|kind| kind == LocationKind::Cell)
    }

    fn bad(&self, what: String) -> BadOrderings {
        BadOrderings {
            what,
            possible: self.possible(),
        }
    }

    fn possible(&self) -> String {
        let slots = self.slots();
        let width = slots.iter().map(|slot| slot.text.len()).max().unwrap_or(0);
        let mut text = String::from(
            "Give one for all (Relaxed, AcqRel or SeqCst), or one for each of these, parted by commas:",
        );
        for (number, slot) in slots.iter().enumerate() {
            let choices: Vec<_> = (slot.role.choices().iter())
                .map(|ordering| format!("{ordering:?}"))
                .collect();
            text += &format!(
                "\n  {}. thread {}  {:width$}  {}",
                number + 1,
                slot.thread,
                slot.text,
                choices.join(" ")
            );
        }
        text
    }
}

impl Display for Choice {
    /// `sb --orderings SeqCst`, as it is asked for.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} --orderings {}", self.test.name, self.label())
    }
}

fn ordering(name: &str) -> Option<Ordering> {
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect();
    [Relaxed, Release, Acquire, AcqRel, SeqCst]
        .into_iter()
        .find(|ordering| format!("{ordering:?}").eq_ignore_ascii_case(&plain))
}

fn takes(role: Role) -> &'static str {
    match role {
        Role::Load => "a load takes Relaxed, Acquire or SeqCst",
        Role::Store => "a store takes Relaxed, Release or SeqCst",
        Role::Rmw => "a read-modify-write takes any ordering",
        Role::Failure => {
            "a compare_exchange that fails is a load, and takes Relaxed, Acquire or SeqCst"
        }
        Role::Fence => "a fence takes Release, Acquire, AcqRel or SeqCst",
    }
}

fn collect(program: &Program, thread: usize, block: &[Instruction], slots: &mut Vec<Slot>) {
    for instruction in block {
        let roles: &[Role] = match instruction {
            Instruction::Load { .. } => &[Role::Load],
            Instruction::Store { .. } => &[Role::Store],
            Instruction::Rmw {
                update: Update::CompareExchange { .. },
                ..
            } => &[Role::Rmw, Role::Failure],
            Instruction::Rmw { .. } => &[Role::Rmw],
            Instruction::Fence(_) => &[Role::Fence],
            Instruction::Read { .. } | Instruction::Write { .. } => &[],
            Instruction::If { then: block, .. } | Instruction::Locked { body: block, .. } => {
                collect(program, thread, block, slots);
                &[]
            }
        };
        slots.extend(roles.iter().map(|&role| Slot {
            thread,
            role,
            text: without_orderings(&program.describe(instruction)),
        }));
    }
}

/// `x.store(1, Relaxed)` as `x.store(1, _)`.
fn without_orderings(text: &str) -> String {
    let mut text = text.to_owned();
    for ordering in [Relaxed, Release, Acquire, AcqRel, SeqCst] {
        text = text.replace(&format!("{ordering:?}"), "_");
    }
    text
}

fn code(program: &Program, block: &[Instruction], depth: usize, lines: &mut Vec<String>) {
    for instruction in block {
        let line = format!("{:1$}{2}", "", depth * 4, program.describe(instruction));
        match instruction {
            Instruction::If { then: inner, .. } | Instruction::Locked { body: inner, .. } => {
                lines.push(line + " {");
                code(program, inner, depth + 1, lines);
                lines.push(format!("{:1$}}}", "", depth * 4));
            }
            _ => lines.push(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{find, tests};

    #[test]
    fn slots_are_the_orderings_of_the_program() {
        for test in tests() {
            let choice = test.weakest();
            let roles: Vec<_> = choice.slots().into_iter().map(|slot| slot.role).collect();
            let wanted: Vec<_> = choice
                .program
                .orderings()
                .into_iter()
                .map(|(role, _)| role)
                .collect();
            assert_eq!(roles, wanted, "{}", test.name);
        }
    }

    #[test]
    fn labels_are_read_back() {
        for test in tests() {
            for choice in test.every_choice().take(200) {
                let back = test.parse(&choice.label()).unwrap();
                assert_eq!(back.program, choice.program, "{choice}");
                assert_eq!(
                    test.parse(&choice.list()).unwrap().program,
                    choice.program,
                    "{choice}"
                );
            }
        }
    }

    #[test]
    fn orderings_are_read_as_people_write_them() {
        let mp = find("mp").unwrap();
        let wanted = mp.with(&[Relaxed, Release, Acquire, Relaxed]).unwrap();
        for text in [
            "Relaxed,Release,Acquire,Relaxed",
            "relaxed, RELEASE, acquire relaxed",
        ] {
            assert_eq!(mp.parse(text).unwrap().program, wanted.program, "{text}");
        }
        assert_eq!(
            mp.parse("seq_cst").unwrap().program,
            mp.uniform(SeqCst).program
        );
    }

    #[test]
    fn wrong_orderings_are_told_what_is_possible() {
        let message = |text: &str| find("mp").unwrap().parse(text).unwrap_err().to_string();
        let told = message("Relaxed,Acquire,Acquire,Relaxed");
        assert!(told.starts_with("`y.store(1, _)` (thread 0) cannot have Acquire: a store takes Relaxed, Release or SeqCst."), "{told}");
        assert!(
            told.contains("3. thread 1  r0 = y.load(_)  Relaxed Acquire SeqCst"),
            "{told}"
        );
        assert!(message("Relaxed,Release").starts_with("`mp` has 4 orderings, and 2 were given."));
        assert!(message("Relaxd").starts_with("`Relaxd` is no memory ordering."));
        assert!(message("").starts_with("`mp` has 4 orderings, and 0 were given."));
    }
}
