//! Judges answers against a form.

use crate::answers::{Answer, Answers};
use crate::cell::Cell;
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::evaluation::{Evaluation, FieldState, PageState};
use crate::field::{Field, FieldKind, Requirement};
use crate::layout::{Layout, Scope};
use crate::limits::MAX_GROUP_ITEMS;
use crate::order::{Node, Order};
use crate::problem::{Problem, ProblemCode};
use crate::reading::{self, Reading, Typed};
use crate::reckoning::Reckoner;
use crate::rule::Rule;

/// Judges the answers: what is shown, what must be answered, what is wrong.
///
/// It is total: any definition with any answers gives a result, and always the same.
pub fn evaluate(definition: &FormDefinition, answers: &Answers, context: &Context<'_>) -> Evaluation {
    let layout = Layout::new(definition);
    Judgement::new(&layout, answers, *context).evaluation()
}

/// Answers with the visibility of everything decided.
pub(crate) struct Judgement<'a> {
    pub layout: &'a Layout<'a>,
    pub answers: &'a Answers,
    pub context: Context<'a>,
    pub pages: Vec<bool>,
    pub sections: Vec<bool>,
    /// For each field its cells: one, or inside a group one for each item.
    pub cells: Vec<Vec<Cell<'a>>>,
}

impl<'a> Judgement<'a> {
    pub fn new(layout: &'a Layout<'a>, answers: &'a Answers, context: Context<'a>) -> Self {
        let mut judgement = Judgement {
            layout,
            answers,
            context,
            pages: vec![false; layout.pages.len()],
            sections: vec![false; layout.sections.len()],
            cells: layout.fields.iter().map(|_| Vec::new()).collect(),
        };
        let order = Order::new(layout);
        for node in order.sequence.into_iter().chain(order.stuck) {
            judgement.decide(node);
        }
        judgement
    }

    fn decide(&mut self, node: Node) {
        match node {
            Node::Page(page) => self.pages[page] = self.shows(&self.layout.pages[page].visible),
            Node::Section(section) => {
                let placed = &self.layout.sections[section];
                self.sections[section] = self.pages[placed.page] && self.shows(&placed.section.visible);
            }
            Node::Field(place) => self.cells[place] = self.judge_field(place),
        }
    }

    fn shows(&self, rule: &Option<Rule>) -> bool {
        let reckoner = self.reckoner();
        rule.as_ref()
            .is_none_or(|rule| reckoner.holds(rule, Scope::Form) == Some(true))
    }

    pub fn reckoner(&self) -> Reckoner<'_> {
        Reckoner::new(self.layout, &self.cells, self.context.today)
    }

    fn judge_field(&self, place: usize) -> Vec<Cell<'a>> {
        let placed = &self.layout.fields[place];
        let reckoner = self.reckoner();
        let on_top = self.sections[placed.section];
        match placed.group {
            None => vec![self.judge_cell(placed.field, self.answers, on_top, Scope::Form, &reckoner)],
            Some(group) => {
                let Some(parent) = self.cells[group].first() else {
                    return Vec::new();
                };
                let items = self.items(parent);
                let nothing = &EMPTY;
                (0..parent.shown_items() as usize)
                    .map(|index| {
                        let item = items.get(index).unwrap_or(nothing);
                        let scope = Scope::Item { group, index };
                        self.judge_cell(placed.field, item, parent.visible, scope, &reckoner)
                    })
                    .collect()
            }
        }
    }

    fn items(&self, group: &Cell<'a>) -> &'a [Answers] {
        group.answer.map_or(&[], Answer::items)
    }

    fn judge_cell(
        &self,
        field: &'a Field,
        answers: &'a Answers,
        around: bool,
        scope: Scope,
        reckoner: &Reckoner<'_>,
    ) -> Cell<'a> {
        let holds = |rule: &Rule| reckoner.holds(rule, scope) == Some(true);
        let nested = scope != Scope::Form && field.kind.group().is_some();
        let visible = around && !nested && field.visible.as_ref().is_none_or(holds);
        let options = field.kind.inline_options().iter();
        let hidden = options
            .filter(|option| !option.visible.as_ref().is_none_or(holds))
            .map(|option| &option.id)
            .chain(field.kind.options_left_out());
        let mut cell = Cell {
            visible,
            answer: answers
                .get(field.id.as_str())
                .filter(|answer| reading::is_answered(field, answer)),
            hidden_options: hidden.collect(),
            ..Cell::default()
        };
        cell.reading = match &field.kind {
            FieldKind::Calculated(calculated) => {
                let number = reckoner.number(&calculated.value, scope);
                Reading::calculated(number.map(|number| Typed::Number(calculated.rounded(number))))
            }
            FieldKind::Hidden(hidden) => {
                Reading::calculated(Typed::hidden(hidden.gives, &reckoner.result(&hidden.value, scope)))
            }
            _ => Reading::default(),
        };
        cell.answered = cell.answer.is_some() || cell.reading.value.is_some();
        match (field.kind.group(), cell.answer) {
            (Some(group), answer) => {
                let required = u32::from(self.is_required(field, scope, reckoner));
                cell.needed = group.min.max(required).min(group.most_items());
                cell.items = answer
                    .map_or(0, |answer| answer.items().len() as u32)
                    .min(MAX_GROUP_ITEMS);
            }
            (None, Some(answer)) => {
                cell.reading = reading::read(field, answer, &cell.hidden_options, &self.context);
            }
            (None, None) => {}
        }
        cell
    }

    fn is_required(&self, field: &Field, scope: Scope, reckoner: &Reckoner<'_>) -> bool {
        match &field.required {
            Requirement::Always => field.kind.is_question(),
            Requirement::Never => false,
            Requirement::When(rule) => field.kind.is_question() && reckoner.holds(rule, scope) == Some(true),
        }
    }

    fn is_read_only(&self, field: &Field, scope: Scope, reckoner: &Reckoner<'_>) -> bool {
        let rule = field.read_only.as_ref().filter(|_| field.kind.is_question());
        rule.is_some_and(|rule| reckoner.holds(rule, scope) == Some(true))
    }

    /// What is proposed for a field that is shown and has no answer.
    fn proposed(&self, field: &Field, cell: &Cell<'_>, scope: Scope, reckoner: &Reckoner<'_>) -> Option<Answer> {
        let open = cell.visible && !cell.answered && field.kind.is_question();
        let rule = field.default.as_ref().filter(|_| open)?;
        Typed::proposed(&field.kind, &reckoner.result(rule, scope))
    }

    /// The whole result, with what is required and what is wrong.
    pub fn evaluation(&self) -> Evaluation {
        let reckoner = self.reckoner();
        let mut pages: Vec<PageState> = self
            .layout
            .pages
            .iter()
            .map(|page| PageState::empty(&page.id))
            .collect();
        let mut fields = Vec::new();
        for (place, placed) in self
            .layout
            .fields
            .iter()
            .enumerate()
            .filter(|(_, placed)| placed.group.is_none())
        {
            let states = self.top_level_states(place, &reckoner);
            states.iter().for_each(|state| pages[placed.page].add(state));
            fields.extend(states);
        }
        Evaluation::new(pages, fields)
    }

    /// The state of a top-level field, for a group with those of the fields in it, item by item.
    fn top_level_states(&self, place: usize, reckoner: &Reckoner<'_>) -> Vec<FieldState> {
        let mut states = vec![self.field_state(place, 0, reckoner)];
        let Some(cell) = self.cells[place].first().filter(|_| states[0].items.is_some()) else {
            return states;
        };
        for index in 0..cell.shown_items() as usize {
            states.extend(
                self.layout
                    .fields_of(place)
                    .map(|inner| self.field_state(inner, index, reckoner)),
            );
        }
        if cell.visible {
            let padding_is_wrong = states.iter().any(|state| {
                let is_padding = state
                    .path
                    .groups()
                    .first()
                    .is_some_and(|(_, index)| *index >= cell.items);
                is_padding && state.problems.iter().any(Problem::is_error)
            });
            let wrong_count = count_problem(self.layout.fields[place].field, cell, padding_is_wrong);
            states[0].problems.splice(0..0, wrong_count);
        }
        states
    }

    fn field_state(&self, place: usize, index: usize, reckoner: &Reckoner<'_>) -> FieldState {
        let placed = &self.layout.fields[place];
        let empty = Cell::default();
        let cell = self.cells[place].get(index).unwrap_or(&empty);
        let scope = Scope::of(placed.group, index);
        let required = cell.visible && (self.is_required(placed.field, scope, reckoner) || cell.needed > 0);
        FieldState {
            path: self.layout.path(place, index),
            page: self.layout.pages[placed.page].id.clone(),
            visible: cell.visible && placed.field.kind.is_for_clients(),
            required,
            read_only: cell.visible && self.is_read_only(placed.field, scope, reckoner),
            answered: cell.answered,
            calculated: cell.calculated(placed.field),
            proposed: self.proposed(placed.field, cell, scope, reckoner),
            hidden_options: cell.hidden_options.iter().map(|id| (*id).clone()).collect(),
            items: placed.field.kind.group().map(|_| cell.shown_items()),
            problems: self.problems(placed.field, cell, required, scope, reckoner),
        }
    }

    fn problems(
        &self,
        field: &Field,
        cell: &Cell<'_>,
        required: bool,
        scope: Scope,
        reckoner: &Reckoner<'_>,
    ) -> Vec<Problem> {
        let is_group = field.kind.group().is_some();
        if !cell.visible {
            return Vec::new();
        }
        if !cell.answered {
            return if required && !is_group {
                vec![Problem::error(ProblemCode::Required)]
            } else {
                Vec::new()
            };
        }
        let mut problems = cell.reading.problems.clone();
        if cell.reading.value.is_some() || is_group {
            let broken = field
                .constraints
                .iter()
                .filter(|one| reckoner.holds(&one.rule, scope) == Some(false));
            problems.extend(broken.map(|one| {
                Problem::error(ProblemCode::Custom {
                    message: one.message.clone(),
                })
            }));
        }
        problems
    }
}

/// What is wrong with the number of items. Too few are no news when the empty ones already ask to be filled.
fn count_problem(field: &Field, cell: &Cell<'_>, padding_is_wrong: bool) -> Option<Problem> {
    let max = field.kind.group()?.most_items();
    // Rows that the form gives need not be filled; what must be, their columns say.
    let padding_is_wrong = padding_is_wrong || field.kind.has_given_items();
    match cell.answer {
        Some(Answer::Items(items)) if items.len() > max as usize => {
            Some(Problem::error(ProblemCode::TooManyItems { max }))
        }
        Some(Answer::Items(_)) | None if cell.items < cell.needed && !padding_is_wrong => {
            Some(Problem::error(ProblemCode::TooFewItems { min: cell.needed }))
        }
        Some(Answer::Items(_)) | None => None,
        Some(_) => Some(Problem::error(ProblemCode::WrongType)),
    }
}

/// The answers of an item that is shown but was not begun.
static EMPTY: Answers = Answers::EMPTY;
