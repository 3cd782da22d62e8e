//! What a model allows a program to do: the outcomes, how many executions, and an execution for each outcome.

use crate::candidates;
use crate::execution::{Execution, Outcome};
use crate::models::{Model, races};
use crate::program::{LocationKind, Program};
use std::collections::{BTreeMap, BTreeSet};

/// What one model allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Every outcome, and one execution that has it.
    pub outcomes: BTreeMap<Outcome, Execution>,
    /// How many executions there are: graphs of events, reads-from and modification order, each counted once.
    pub executions: u64,
    /// Of [`Model::Rc11`]: an execution with a data race, if there is one. Then the outcomes mean nothing.
    pub race: Option<Execution>,
}

impl Analysis {
    /// The outcomes alone.
    pub fn outcome_set(&self) -> BTreeSet<Outcome> {
        self.outcomes.keys().cloned().collect()
    }

    fn add(&mut self, execution: &Execution, look_for_races: bool) {
        self.executions += 1;
        // Looked up first, because most executions have an outcome that is known, and a copy is dear.
        if !self.outcomes.contains_key(&execution.outcome) {
            self.outcomes
                .insert(execution.outcome.clone(), execution.clone());
        }
        if look_for_races && self.race.is_none() && !races(execution).is_empty() {
            self.race = Some(execution.clone());
        }
    }
}

/// What the model allows the program to do.
///
/// # Panics
/// As [`candidates::for_each`].
pub fn analyse(program: &Program, model: Model) -> Analysis {
    let [analysis] = analyse_under(program, [model]);
    analysis
}

/// The same for several models, whose candidates are enumerated once.
///
/// # Panics
/// As [`candidates::for_each`].
pub fn analyse_under<const N: usize>(program: &Program, models: [Model; N]) -> [Analysis; N] {
    let has_cells = program
        .locations
        .iter()
        .any(|location| location.kind == LocationKind::Cell);
    let mut analyses = [const { None }; N].map(|_: Option<()>| Analysis::default());
    candidates::for_each(program, |execution| {
        for (model, analysis) in models.iter().zip(&mut analyses) {
            if model.allows(execution) {
                analysis.add(execution, has_cells && *model == Model::Rc11);
            }
        }
    });
    analyses
}
