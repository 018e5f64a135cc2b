//! Answers that are only shown stay as they are, whatever a browser or a program sends.

use crate::answers::Answers;
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::evaluate::evaluate;
use crate::evaluation::{Evaluation, FieldState};
use crate::path::FieldPath;

/// Puts back the answers of `before` into those fields that are read-only with the new `answers`. One that had no answer
/// gets what is proposed for it.
///
/// Inside groups this holds as long as no items were added or taken out: else nobody could tell whose answer is whose.
pub fn keep_read_only(definition: &FormDefinition, before: &Answers, answers: &mut Answers, context: &Context<'_>) {
    let same_items = |state: &FieldState, answers: &Answers| {
        let groups = std::iter::successors(state.path.group(), FieldPath::group);
        groups
            .into_iter()
            .all(|group| before.items(&group).len() == answers.items(&group).len())
    };
    // One that was put back may show another; each is put back once, so this ends.
    loop {
        let evaluation = evaluate(definition, answers, context);
        let mut changed = false;
        for state in read_only(&evaluation) {
            let known = before.at(&state.path).filter(|answer| !answer.is_blank());
            if same_items(state, answers) && answers.at(&state.path) != known {
                answers.put(&state.path, known.cloned());
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // What is proposed for a field is known while it is empty.
    for state in read_only(&evaluate(definition, answers, context)) {
        if let Some(proposed) = &state.default {
            answers.put(&state.path, Some(proposed.clone()));
        }
    }
}

fn read_only(evaluation: &Evaluation) -> impl Iterator<Item = &FieldState> {
    evaluation
        .fields
        .iter()
        .filter(|state| state.visible && state.read_only)
}

impl Evaluation {
    /// The answers as a page shows them: with what is proposed wherever nothing is answered yet.
    pub fn with_proposals(&self, answers: &Answers) -> Answers {
        let mut answers = answers.clone();
        for state in &self.fields {
            if let Some(proposed) = &state.default {
                answers.put(&state.path, Some(proposed.clone()));
            }
        }
        answers
    }
}
