//! What becomes of the answers of one draft when its form has a new version.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Effect, compatible};
use crate::answers::{Answer, Answers};
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::evaluate::evaluate;
use crate::evaluation::{Evaluation, FieldState};
use crate::field::Field;
use crate::ids::FieldId;
use crate::path::FieldPath;
use crate::problem::{Problem, ProblemCode};

/// How a draft moves to a new version.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What it means for the client.
    pub effect: Effect,
    /// Every answer that does not simply stay as it is. What is not named here is the same in the new answers.
    pub decisions: Vec<Decision>,
    /// What must be answered now and did not have to be before, in the order of the form.
    pub questions: Vec<FieldPath>,
    /// The answers on the new version; not to be used when the plan is [`Effect::Refused`].
    pub answers: Answers,
}

/// What becomes of one answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Where it stood.
    pub path: FieldPath,
    /// What was answered.
    pub answer: Answer,
    /// What becomes of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What can become of an answer. In JSON `{"outcome": "converted", "to": "1"}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "camelCase")]
pub enum Outcome {
    /// It has another shape, and says the same.
    Converted {
        /// The new shape.
        to: Answer,
    },
    /// It stays as typed, but must be put right.
    NoLongerFits {
        /// What is wrong with it now.
        problems: Vec<Problem>,
    },
    /// It is asked no longer; the answer leaves the draft and is kept here.
    SetAside,
    /// The question now means something else; the draft cannot move.
    Unreadable,
}

impl Plan {
    /// The new answers without those that would mean something else: what can be taken into a form begun anew.
    pub fn fitting(&self) -> Answers {
        let mut answers = self.answers.clone();
        let unreadable = self.decisions.iter().filter(|one| one.outcome == Outcome::Unreadable);
        unreadable.for_each(|decision| answers.put(&decision.path, None));
        answers
    }
}

impl Outcome {
    fn effect(&self) -> Effect {
        match self {
            Outcome::Converted { .. } => Effect::Safe,
            Outcome::NoLongerFits { .. } | Outcome::SetAside => Effect::Asks,
            Outcome::Unreadable => Effect::Refused,
        }
    }
}

/// Decides for each answer of a draft what becomes of it on the new version.
///
/// Answers to names that the old version did not know stay where they are: they were not shown before either.
pub fn plan(old: &FormDefinition, new: &FormDefinition, answers: &Answers, context: &Context<'_>) -> Plan {
    let mut mover = Mover::default();
    let moved = mover.level(&Level::top(old, new), answers, None);
    let (was, now) = (evaluate(old, answers, context), evaluate(new, &moved, context));
    mover.no_longer_fitting(&was, &now, &moved);
    let questions = new_questions(&was, &now);
    let asks = if questions.is_empty() {
        Effect::Safe
    } else {
        Effect::Asks
    };
    let effects = mover.decisions.iter().map(|decision| decision.outcome.effect());
    Plan {
        effect: effects.fold(asks, Effect::max),
        questions,
        answers: moved,
        decisions: mover.decisions,
    }
}

/// The fields of both versions on one level: the whole form, or one group.
struct Level<'a> {
    old: Vec<&'a Field>,
    new: Vec<&'a Field>,
}

impl<'a> Level<'a> {
    fn top(old: &'a FormDefinition, new: &'a FormDefinition) -> Self {
        let fields = |form: &'a FormDefinition| form.fields().map(|(_, field)| field).collect();
        Level {
            old: fields(old),
            new: fields(new),
        }
    }

    fn inside(old: &'a Field, new: &'a Field) -> Option<Self> {
        let fields = |field: &'a Field| field.kind.group().map(|group| group.fields.iter().collect());
        Some(Level {
            old: fields(old)?,
            new: fields(new)?,
        })
    }

    fn find(fields: &[&'a Field], id: &FieldId) -> Option<&'a Field> {
        fields.iter().copied().find(|field| field.id == *id)
    }
}

/// Whether both are ticks under different statements.
fn agrees_to_another(old: &Field, new: &Field) -> bool {
    old.kind.is_tick() && new.kind.is_tick() && old.label != new.label
}

#[derive(Default)]
struct Mover {
    decisions: Vec<Decision>,
}

impl Mover {
    /// The answers of one level on the new version. `item` is the group and the item that the level is in.
    fn level(&mut self, level: &Level<'_>, answers: &Answers, item: Option<(&FieldPath, u32)>) -> Answers {
        let mut moved = Answers::new();
        for (id, answer) in answers.iter() {
            let path = match item {
                Some((group, index)) => group.item(index, id.clone()),
                None => FieldPath::top(id.clone()),
            };
            let fields = (Level::find(&level.old, id), Level::find(&level.new, id));
            if let Some(kept) = self.answer(fields, answer, path) {
                moved.set(id.clone(), kept);
            }
        }
        moved
    }

    fn answer(&mut self, fields: (Option<&Field>, Option<&Field>), answer: &Answer, path: FieldPath) -> Option<Answer> {
        let (old, new) = match fields {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) if old.kind.is_question() => return self.decide(path, answer, Outcome::SetAside, None),
            (_, None) => return Some(answer.clone()),
            // It was no question of the old version; the new one reads what is there.
            (None, Some(_)) => return Some(answer.clone()),
        };
        // Who agreed to one statement has not agreed to another; what stood in one row does not belong in another.
        if agrees_to_another(old, new) || compatible::moves_rows(&old.kind, &new.kind) {
            return self.decide(path, answer, Outcome::SetAside, None);
        }
        if let (Some(level), Answer::Items(items)) = (Level::inside(old, new), answer) {
            let items = items
                .iter()
                .zip(0..)
                .map(|(item, index)| self.level(&level, item, Some((&path, index))));
            return Some(Answer::Items(items.collect()));
        }
        if old.kind.is_question() && !new.kind.is_question() {
            return self.decide(path, answer, Outcome::SetAside, None);
        }
        match compatible::convert(&old.kind, &new.kind, answer) {
            Some(same) if same == *answer => Some(same),
            Some(to) => self.decide(path, answer, Outcome::Converted { to: to.clone() }, Some(to)),
            None if !old.kind.is_question() => Some(answer.clone()),
            None if answer.is_blank() => self.decide(path, answer, Outcome::SetAside, None),
            None => self.decide(path, answer, Outcome::Unreadable, Some(answer.clone())),
        }
    }

    fn decide(&mut self, path: FieldPath, answer: &Answer, outcome: Outcome, kept: Option<Answer>) -> Option<Answer> {
        let answer = answer.clone();
        self.decisions.push(Decision { path, answer, outcome });
        kept
    }

    /// Answers that were in order and are not any more.
    fn no_longer_fitting(&mut self, was: &Evaluation, now: &Evaluation, moved: &Answers) {
        let unreadable = self
            .decisions
            .iter()
            .filter(|decision| decision.outcome == Outcome::Unreadable);
        let unreadable: BTreeSet<FieldPath> = unreadable.map(|decision| decision.path.clone()).collect();
        for state in now.fields.iter().filter(|state| state.visible && state.answered) {
            let known = was.field(&state.path).map_or(&[][..], |state| &state.problems);
            let is_new = |problem: &&Problem| problem.is_error() && !known.contains(problem);
            let problems: Vec<Problem> = state.problems.iter().filter(is_new).cloned().collect();
            let Some(answer) = moved.at(&state.path) else {
                continue;
            };
            if !problems.is_empty() && !unreadable.contains(&state.path) {
                let outcome = Outcome::NoLongerFits { problems };
                self.decide(state.path.clone(), answer, outcome, None);
            }
        }
    }
}

/// What the new version needs an answer to and the old one did not.
fn new_questions(was: &Evaluation, now: &Evaluation) -> Vec<FieldPath> {
    let needed = |state: &&FieldState| {
        // A group that must have items is asked for by itself when its empty items ask for nothing.
        let asks = |code: &ProblemCode| matches!(code, ProblemCode::Required | ProblemCode::TooFewItems { .. });
        let required = |problem: &Problem| problem.is_error() && asks(&problem.code);
        state.visible && !state.answered && state.problems.iter().any(required)
    };
    let before: BTreeSet<&FieldPath> = was.fields.iter().filter(needed).map(|state| &state.path).collect();
    let after = now.fields.iter().filter(needed).map(|state| &state.path);
    after.filter(|path| !before.contains(path)).cloned().collect()
}
