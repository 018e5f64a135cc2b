//! From what was decided to what is told: the state of each field and page.

use crate::cell::{Cell, Given};
use crate::evaluation::{Evaluation, FieldState, PageState};
use crate::field::Field;
use crate::judgement::Judgement;
use crate::layout::Scope;
use crate::problem::{Problem, ProblemCode};
use crate::reading::Typed;
use crate::reckoning::Reckoner;
use crate::value::Value;

impl<'d> Judgement<'_, 'd> {
    /// The whole result, with what is required and what is wrong.
    pub fn evaluation(&self) -> Evaluation {
        let layout = &self.form.layout;
        let mut pages: Vec<PageState> = layout.pages.iter().map(|page| PageState::empty(&page.id)).collect();
        let mut fields = Vec::with_capacity(layout.fields.len());
        for place in layout.top_level() {
            let begin = fields.len();
            self.add_states(place, &mut fields);
            let page = &mut pages[layout.fields[place].page];
            fields[begin..].iter().for_each(|state| page.add(state));
        }
        Evaluation::new(pages, fields)
    }

    /// Adds the state of a top-level field, for a group with those of the fields in it, item by item.
    pub fn add_states(&self, place: usize, states: &mut Vec<FieldState>) {
        self.add_state(place, 0, states, &self.reckoner());
    }

    fn add_state<'s>(&'s self, place: usize, index: usize, states: &mut Vec<FieldState>, reckoner: &Reckoner<'s, 'd>) {
        let begin = states.len();
        states.push(self.state(place, index, reckoner));
        let Some(cell) = self.group_cell(place, index) else {
            return;
        };
        for item in cell.numbers(cell.shown_items()) {
            for inner in self.form.layout.fields_of(place) {
                self.add_state(inner, item, states, reckoner);
            }
        }
        self.count_items(place, cell, &mut states[begin..]);
    }

    /// Says in the first of these states, those of a group, what is wrong with the number of its items.
    fn count_items(&self, place: usize, cell: &Cell<'_>, states: &mut [FieldState]) {
        let [head, inner @ ..] = states else { return };
        if !cell.visible {
            return;
        }
        let depth = self.form.layout.fields[place].depth;
        let is_padding = |state: &FieldState| {
            let item = state.path.groups().get(depth);
            item.is_some_and(|(_, index)| *index >= cell.items())
        };
        let padding_is_wrong = inner
            .iter()
            .any(|state| is_padding(state) && state.problems.iter().any(Problem::is_error));
        let wrong_count = count_problem(self.form.layout.fields[place].field, cell, padding_is_wrong);
        head.problems.splice(0..0, wrong_count);
    }

    /// What was judged of a group; nothing for other fields.
    pub fn group_cell(&self, place: usize, index: usize) -> Option<&Cell<'d>> {
        self.form.layout.fields[place].field.kind.group()?;
        self.cells[place].get(index)
    }

    /// The state of a field, without what is wrong with the number of its items.
    pub fn state<'s>(&'s self, place: usize, index: usize, reckoner: &Reckoner<'s, 'd>) -> FieldState {
        let layout = &self.form.layout;
        let placed = &layout.fields[place];
        let empty = Cell::default();
        let cell = self.cells[place].get(index).unwrap_or(&empty);
        let scope = Scope::of(placed.group, index);
        let rules = &self.form.fields[place];
        let required = cell.visible && (self.is_required(place, scope, reckoner) || cell.needed > 0);
        let kind = &placed.field.kind;
        let shown = cell.visible && kind.is_for_clients();
        let read_only = rules.read_only.as_ref().map(|rule| reckoner.holds(rule, scope));
        let default = rules
            .default
            .as_ref()
            .filter(|_| shown && !cell.answered && kind.is_question());
        FieldState {
            path: self.path(place, index),
            page: layout.pages[placed.page].id.clone(),
            visible: shown,
            required,
            read_only: shown && kind.is_question() && read_only == Some(Some(true)),
            answered: cell.answered,
            value: cell
                .reading
                .value
                .as_ref()
                .filter(|_| shown)
                .map(|value| value.canonical()),
            default: default.and_then(|rule| Typed::proposed(kind, &reckoner.value(rule, scope))),
            calculated: cell.calculated(placed.field),
            hidden_options: cell.hidden_options.iter().map(|id| (*id).clone()).collect(),
            items: placed.field.kind.group().map(|_| cell.shown_items()),
            problems: self.problems(place, cell, required, scope, reckoner),
        }
    }

    fn problems<'s>(
        &'s self,
        place: usize,
        cell: &Cell<'_>,
        required: bool,
        scope: Scope,
        reckoner: &Reckoner<'s, 'd>,
    ) -> Vec<Problem> {
        let field = self.form.layout.fields[place].field;
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
            let rules = field.constraints.iter().zip(&self.form.fields[place].constraints);
            let broken = rules.filter(|(_, rule)| reckoner.value(rule, scope) == Value::Bool(false));
            problems.extend(broken.map(|(one, _)| {
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
    let max = field.kind.group()?.most_items().min(cell.room);
    // Rows that the form gives need not be filled; what must be, their columns say.
    let padding_is_wrong = padding_is_wrong || field.kind.has_given_items();
    match cell.given {
        Given::Items(items) if items > max => Some(Problem::error(ProblemCode::TooManyItems { max })),
        Given::Items(_) | Given::Nothing if cell.items() < cell.needed && !padding_is_wrong => {
            Some(Problem::error(ProblemCode::TooFewItems { min: cell.needed }))
        }
        Given::Items(_) | Given::Nothing => None,
        Given::Other => Some(Problem::error(ProblemCode::WrongType)),
    }
}
