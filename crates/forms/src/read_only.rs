//! Answers that are only shown stay as they are, whatever a browser or a program sends.

use crate::answers::{Answer, Answers};
use crate::evaluation::Evaluation;

/// Puts back the answers of `before` into those fields that `evaluation`, the one of the new `answers`, calls read-only.
/// One without an answer gets what is proposed for it. Says whether that changed anything; then the answers are to be
/// judged and kept once more, since what is proposed for a field is known only while it is empty.
///
/// Inside groups this holds as long as no items were added or taken out: else nobody could tell whose answer is whose.
pub fn keep_read_only(evaluation: &Evaluation, before: &Answers, answers: &mut Answers) -> bool {
    let mut changed = false;
    for state in evaluation
        .fields
        .iter()
        .filter(|state| state.visible && state.read_only)
    {
        let same_items = state.path.groups().first().is_none_or(|(group, _)| {
            let count = |answers: &Answers| answers.get(group.as_str()).map_or(0, |answer| answer.items().len());
            count(before) == count(answers)
        });
        if !same_items {
            continue;
        }
        let known = before.at(&state.path).filter(|answer| !answer.is_blank());
        let kept: Option<Answer> = known.or(state.default.as_ref()).cloned();
        if answers.at(&state.path) != kept.as_ref() {
            answers.put(&state.path, kept);
            changed = true;
        }
    }
    changed
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
