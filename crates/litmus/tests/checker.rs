//! The checker against the axioms: for every shipped test and every choice of its orderings, `interleave::outcomes` is the set that RC11
//! allows, and where there is a data race the checker finds it.

// The programs are run on the mirrored atomics by the checker's own interpreter.
#[path = "../../interleave/tests/litmus/mod.rs"]
mod litmus;

use interleave::FailureKind;
use interleave_axioms::{Model, analyse};
use interleave_litmus::{Choice, tests};
use rayon::prelude::*;
use std::sync::Arc;

/// What is wrong, if anything is.
fn disagreement(choice: &Choice) -> Option<String> {
    let axioms = analyse(&choice.program, Model::Rc11);
    let program = Arc::new(choice.program.clone());
    if axioms.race.is_some() {
        let report = interleave::explore(move || {
            litmus::run(&program);
        });
        let kind = report.failure().map(|failure| failure.kind());
        return (kind != Some(FailureKind::DataRace))
            .then(|| format!("{choice}: the race is not found, but {kind:?}"));
    }
    let found = interleave::outcomes(move || litmus::run(&program));
    (found != axioms.outcome_set())
        .then(|| format!("{choice}: {found:?} instead of {:?}", axioms.outcome_set()))
}

#[test]
fn every_test_with_every_choice_of_orderings_has_the_outcomes_that_the_axioms_allow() {
    // The test with several readers has the program of another.
    let choices: Vec<Choice> = tests()
        .iter()
        .filter(|test| test.readers == 1)
        .flat_map(|test| test.every_choice())
        .collect();
    let wrong: Vec<String> = choices.par_iter().filter_map(disagreement).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        choices.len(),
        wrong.join("\n")
    );
}
