//! From a draft to what is submitted: the shown answers only, each in its one canonical spelling.

use crate::answers::{Answer, Answers};
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::ids::FieldId;
use crate::judgement::Judgement;
use crate::kind::{FieldKind, Group};
use crate::path::{FieldPath, Part};
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
        let answers = layout.top_level().filter_map(|place| {
            let field = layout.fields[place].field;
            let answer = match field.kind.group() {
                Some(_) => self.canonical_items(place),
                None => self.canonical_answer(place, 0),
            };
            answer.map(|answer| (field.id.clone(), answer))
        });
        answers.collect()
    }

    fn canonical_answer(&self, place: usize, index: usize) -> Option<Answer> {
        let cell = self.cells[place].get(index).filter(|cell| cell.visible)?;
        cell.reading.value.as_ref().map(|value| value.canonical())
    }

    fn canonical_items(&self, group: usize) -> Option<Answer> {
        let cell = self.cells[group]
            .first()
            .filter(|cell| cell.visible && cell.items() > 0)?;
        let layout = &self.form.layout;
        let item = |index: usize| {
            let answered = layout.fields_of(group).filter_map(|place| {
                let id = layout.fields[place].field.id.clone();
                self.canonical_answer(place, index).map(|answer| (id, answer))
            });
            answered.collect::<Answers>()
        };
        Some(Answer::Items((0..cell.items() as usize).map(item).collect()))
    }
}

/// The answers that belong to no field of the form that has a value, so that a program is told of a misspelled name.
pub fn unknown_answers(definition: &FormDefinition, answers: &Answers) -> Vec<FieldPath> {
    let mut unknown = Vec::new();
    for (id, answer) in answers.iter() {
        let path = FieldPath::top(id.clone());
        match definition.field(id.as_str()).filter(|field| field.kind.has_value()) {
            None => unknown.push(path),
            Some(field) => {
                if let Some(group) = field.kind.group() {
                    unknown.extend(unknown_in_items(group, &path, answer.items()));
                }
            }
        }
    }
    unknown
}

fn unknown_in_items(group: &Group, path: &FieldPath, items: &[Answers]) -> Vec<FieldPath> {
    let is_unknown = |id: &FieldId| !group.field(id.as_str()).is_some_and(|field| field.kind.has_value());
    let in_item = |(index, item): (usize, &Answers)| -> Vec<FieldPath> {
        item.iter()
            .filter(|(id, _)| is_unknown(id))
            .map(|(id, _)| path.item(index as u32, id.clone()))
            .collect()
    };
    items.iter().enumerate().flat_map(in_item).collect()
}

/// A part of an answer that no answer of its kind has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPart {
    /// The answer.
    pub path: FieldPath,
    /// What the part is called there.
    pub part: String,
    /// What its parts may be called.
    pub known: Vec<&'static str>,
}

/// The parts of answers that no answer of their kind has, so that a program is told of a misspelled one before it submits.
pub fn unknown_parts(definition: &FormDefinition, answers: &Answers) -> Vec<UnknownPart> {
    let mut unknown = Vec::new();
    for (id, answer) in answers.iter() {
        let path = FieldPath::top(id.clone());
        let Some(field) = definition.field(id.as_str()) else {
            continue;
        };
        unknown.extend(unknown_parts_of(&field.kind, &path, answer));
        let Some(group) = field.kind.group() else { continue };
        for (index, item) in answer.items().iter().enumerate() {
            for (id, answer) in item.iter() {
                if let Some(field) = group.field(id.as_str()) {
                    unknown.extend(unknown_parts_of(
                        &field.kind,
                        &path.item(index as u32, id.clone()),
                        answer,
                    ));
                }
            }
        }
    }
    unknown
}

fn unknown_parts_of(kind: &FieldKind, path: &FieldPath, answer: &Answer) -> Vec<UnknownPart> {
    let known: Vec<&str> = known_parts(kind).iter().map(|part| part.key()).collect();
    let (Answer::Parts(parts), false) = (answer, known.is_empty()) else {
        return Vec::new();
    };
    let unknown = parts.keys().filter(|part| !known.contains(&part.as_str()));
    unknown
        .map(|part| UnknownPart {
            path: path.clone(),
            part: part.clone(),
            known: known.clone(),
        })
        .collect()
}

/// The parts that an answer may have, those included that this field does not ask.
fn known_parts(kind: &FieldKind) -> Vec<Part> {
    match kind {
        FieldKind::Person(_) => Part::PERSON.to_vec(),
        FieldKind::Company(_) => Part::COMPANY.to_vec(),
        FieldKind::Address(_) => Part::ADDRESS.to_vec(),
        FieldKind::DateRange(_) => [&[Part::From, Part::To], &Part::DATE_RANGE[..]].concat(),
        kind => kind.parts().to_vec(),
    }
}
