//! Conditions on outcomes, written as the outcomes are: `1:r0=1 1:r1=0 x=2` holds of every outcome that has these values.

use crate::execution::Outcome;
use crate::program::{ProgramError, Value};
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A register or location, and a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Term {
    Register(usize, usize, Value),
    Memory(String, Value),
}

/// Values that some of the registers and observed locations have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Condition(Vec<Term>);

impl Condition {
    /// Whether the outcome has all these values. A register or location that the outcome does not tell of has none.
    pub fn holds(&self, outcome: &Outcome) -> bool {
        self.0.iter().all(|term| match term {
            Term::Register(thread, reg, value) => {
                outcome
                    .registers
                    .get(*thread)
                    .and_then(|registers| registers.get(*reg))
                    == Some(value)
            }
            Term::Memory(name, value) => outcome
                .memory
                .iter()
                .any(|(known, held)| (known, held) == (name, value)),
        })
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = |term: &Term| match term {
            Term::Register(thread, reg, value) => format!("{thread}:r{reg}={value}"),
            Term::Memory(name, value) => format!("{name}={value}"),
        };
        f.write_str(&self.0.iter().map(text).collect::<Vec<_>>().join(" "))
    }
}

impl FromStr for Condition {
    type Err = ProgramError;

    fn from_str(text: &str) -> Result<Condition, ProgramError> {
        let term = |word: &str| {
            let (place, value) = word.split_once('=')?;
            let value = value.parse().ok()?;
            Some(match place.split_once(":r") {
                Some((thread, reg)) => {
                    Term::Register(thread.parse().ok()?, reg.parse().ok()?, value)
                }
                None => Term::Memory(place.to_owned(), value),
            })
        };
        let terms = text.split_whitespace().map(|word| {
            term(word).ok_or_else(|| {
                ProgramError(format!("{word:?} is no condition such as 1:r0=1 or x=2"))
            })
        });
        terms.collect::<Result<_, _>>().map(Condition)
    }
}
