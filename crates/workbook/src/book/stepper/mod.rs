//! Steppers: executions that a reader plays step by step.
//!
//! - [`data`]: an execution as the page shows it, in the words of `words`. Everything that a stepper shows is
//!   decided there; the script only moves through it.
//! - [`table`]: the same as a static table, for print and for readers without JavaScript.
//!
//! The pages and the live verdicts share both. `widgets/stepper.js` reads the JSON form of [`data::Stepper`].

pub(crate) mod data;
pub(crate) mod table;
mod words;

use super::directive::{StepperCall, Which};
use super::explored::Library;
use data::Stepper;
use std::path::Path;

/// Renders `{{#stepper}}` as one block of HTML.
pub(crate) fn render(
    root: &Path,
    call: &StepperCall,
    explored: &Library,
) -> Result<String, String> {
    let id = &call.id;
    let listing = explored.get(id)?;
    let Some(exploration) = &listing.exploration else {
        return Err(format!(
            "the exploration `{id}` has outcomes only: export its executions"
        ));
    };
    let mut stepper = match call.which {
        Which::Telling => match &exploration.report.failure {
            Some(failure) => Stepper::of_failure(failure),
            None => Stepper::of_executions(
                &exploration.executions[..exploration.executions.len().min(1)],
                1,
            ),
        },
        Which::Number(number) => match exploration.executions.get(number - 1) {
            Some(execution) => Stepper::of_executions(std::slice::from_ref(execution), number),
            None => {
                let count = exploration.executions.len();
                return Err(format!(
                    "the exploration `{id}` has {count} executions, and no number {number}"
                ));
            }
        },
        Which::All => Stepper::of_executions(&exploration.executions, 1),
    };
    if stepper.plays.is_empty() {
        return Err(format!("the exploration `{id}` has no execution to play"));
    }
    if let Some(title) = &call.title {
        stepper.title.clone_from(title);
    } else if call.which != Which::Telling || exploration.report.failure.is_none() {
        stepper.title = words::verdict(&exploration.report);
    }
    stepper.add_source(root, call.anchor.as_deref())?;
    Ok(table::render(id, &stepper))
}
