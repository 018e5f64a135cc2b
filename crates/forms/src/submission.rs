//! From a draft to what is submitted: the shown answers only, each in its one canonical spelling.

use crate::answers::{Answer, Answers};
use crate::cell::Cell;
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::field::Field;
use crate::judgement::Judgement;
use crate::kind::FieldKind;
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
        add_unknown_parts(
            definition.field(id.as_str()),
            FieldPath::top(id.clone()),
            answer,
            &mut unknown,
        );
    }
    unknown
}

fn add_unknown_parts(field: Option<&Field>, path: FieldPath, answer: &Answer, unknown: &mut Vec<UnknownPart>) {
    let Some(field) = field else { return };
    unknown.extend(unknown_parts_of(&field.kind, &path, answer));
    let Some(group) = field.kind.group() else { return };
    for (index, item) in answer.items().iter().enumerate() {
        for (id, answer) in item.iter() {
            let path = path.item(index as u32, id.clone());
            add_unknown_parts(group.field(id.as_str()), path, answer, unknown);
        }
    }
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
