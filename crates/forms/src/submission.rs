//! From a draft to what is submitted: the shown answers only, each in its one canonical spelling.

use crate::answers::{Answer, Answers};
use crate::cell::Cell;
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::field::Field;
use crate::judgement::Judgement;
use crate::path::FieldPath;
use crate::prepared::PreparedForm;
use crate::problem::FieldProblem;

/// The canonical answers, or everything that stands in the way. Warnings do not.
///
/// Canonical is: dates `YYYY-MM-DD`, numbers as plain decimal text, yes/no and consents as booleans, chosen options in
/// the order of the list, text trimmed, codes and telephone numbers in their usual spelling. Answers of fields that are
/// not shown are left out, and so are those of fields that the form does not have; what is calculated is put in. Submitting the result gives it again.
pub fn submit(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
) -> Result<Answers, Vec<FieldProblem>> {
    PreparedForm::new(definition).submit(answers, context)
}

impl PreparedForm<'_> {
    /// The canonical answers, as [`submit`] gives them.
    pub fn submit(&self, answers: &Answers, context: &Context<'_>) -> Result<Answers, Vec<FieldProblem>> {
        let judgement = Judgement::new(self, answers, *context);
        let evaluation = judgement.evaluation();
        if evaluation.is_complete() {
            return Ok(judgement.canonical());
        }
        Err(evaluation
            .problems()
            .filter(|one| one.problem.is_error())
            .cloned()
            .collect())
    }
}

impl Judgement<'_, '_> {
    fn canonical(&self) -> Answers {
        let layout = &self.form.layout;
        self.canonical_answers(layout.top_level(), 0)
    }

    fn canonical_answers(&self, places: impl Iterator<Item = usize>, index: usize) -> Answers {
        let layout = &self.form.layout;
        let answers = places.filter_map(|place| {
            let field = layout.fields[place].field;
            let cell = self.cells[place].get(index).filter(|cell| cell.visible)?;
            let answer = match field.kind.group() {
                Some(_) => self.canonical_items(place, cell),
                None => cell.reading.value.as_ref().map(|value| value.canonical()),
            };
            Some((field.id.clone(), answer?))
        });
        answers.collect()
    }

    fn canonical_items(&self, group: usize, cell: &Cell<'_>) -> Option<Answer> {
        let layout = &self.form.layout;
        let items = cell.numbers(cell.items());
        let items: Vec<Answers> = items
            .map(|index| self.canonical_answers(layout.fields_of(group), index))
            .collect();
        (!items.is_empty()).then_some(Answer::Items(items))
    }
}

/// The answers that belong to no field of the form that has a value, so that a program is told of a misspelled name.
pub fn unknown_answers(definition: &FormDefinition, answers: &Answers) -> Vec<FieldPath> {
    let mut unknown = Vec::new();
    for (id, answer) in answers.iter() {
        let path = FieldPath::top(id.clone());
        add_unknown(definition.field(id.as_str()), path, answer, &mut unknown);
    }
    unknown
}

fn add_unknown(field: Option<&Field>, path: FieldPath, answer: &Answer, unknown: &mut Vec<FieldPath>) {
    match field.filter(|field| field.kind.has_value()) {
        None => unknown.push(path),
        Some(field) => {
            let Some(group) = field.kind.group() else { return };
            for (index, item) in answer.items().iter().enumerate() {
                for (id, answer) in item.iter() {
                    let path = path.item(index as u32, id.clone());
                    add_unknown(group.field(id.as_str()), path, answer, unknown);
                }
            }
        }
    }
}
