//! Judges answers against a form, all at once.

use crate::answers::Answers;
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::evaluation::Evaluation;
use crate::judgement::Judgement;
use crate::prepared::PreparedForm;

/// Judges the answers: what is shown, what must be answered, what is wrong.
///
/// It is total: any definition with any answers gives a result, and always the same. Whoever judges the same form
/// again and again prepares it once ([`PreparedForm`]) or keeps a [`crate::Sitting`].
pub fn evaluate(definition: &FormDefinition, answers: &Answers, context: &Context<'_>) -> Evaluation {
    PreparedForm::new(definition).evaluate(answers, context)
}

impl PreparedForm<'_> {
    /// Judges the answers, as [`evaluate`] does.
    pub fn evaluate(&self, answers: &Answers, context: &Context<'_>) -> Evaluation {
        Judgement::new(self, answers, *context).evaluation()
    }
}
