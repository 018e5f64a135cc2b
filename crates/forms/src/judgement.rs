//! Decides what is shown and reads what was answered, node by node in the order of the rules.

use crate::answers::{Answer, Answers};
use crate::cell::{Cell, Given};
use crate::context::Context;
use crate::kind::FieldKind;
use crate::layout::Scope;
use crate::order::Node;
use crate::prepared::{Need, PreparedForm};
use crate::reading::{self, Reading, Typed};
use crate::reckoning::Reckoner;

/// Answers with the visibility of everything decided.
pub(crate) struct Judgement<'f, 'd> {
    pub form: &'f PreparedForm<'d>,
    pub context: Context<'f>,
    pub pages: Vec<bool>,
    pub sections: Vec<bool>,
    /// For each field its cells: one, or inside a group one for each item.
    pub cells: Vec<Vec<Cell<'d>>>,
}

/// The answers of an item that is shown but was not begun.
static EMPTY: Answers = Answers::EMPTY;

impl<'f, 'd> Judgement<'f, 'd> {
    pub fn new(form: &'f PreparedForm<'d>, answers: &Answers, context: Context<'f>) -> Self {
        let layout = &form.layout;
        let mut judgement = Judgement {
            form,
            context,
            pages: vec![false; layout.pages.len()],
            sections: vec![false; layout.sections.len()],
            cells: layout.fields.iter().map(|_| Vec::new()).collect(),
        };
        for node in form.nodes() {
            match node {
                Node::Page(page) => judgement.pages[page] = judgement.shows_page(page),
                Node::Section(section) => judgement.sections[section] = judgement.shows_section(section),
                Node::Field(place) => judgement.cells[place] = judgement.judge_field(place, answers),
            }
        }
        judgement
    }

    pub fn reckoner(&self) -> Reckoner<'_, 'd> {
        Reckoner::new(&self.cells, &self.context)
    }

    pub fn shows_page(&self, page: usize) -> bool {
        self.reckoner().allows(self.form.pages[page].as_ref(), Scope::Form)
    }

    pub fn shows_section(&self, section: usize) -> bool {
        let on_page = self.pages[self.form.layout.sections[section].page];
        on_page
            && self
                .reckoner()
                .allows(self.form.sections[section].as_ref(), Scope::Form)
    }

    pub fn judge_field(&self, place: usize, answers: &Answers) -> Vec<Cell<'d>> {
        let placed = &self.form.layout.fields[place];
        let reckoner = self.reckoner();
        let Some(group) = placed.group else {
            let on_page = self.sections[placed.section];
            return vec![self.judge_cell(place, answers, on_page, Scope::Form, &reckoner)];
        };
        let Some(parent) = self.cells[group].first() else {
            return Vec::new();
        };
        let items = self.items(group, answers);
        (0..parent.shown_items() as usize)
            .map(|index| {
                let item = items.get(index).unwrap_or(&EMPTY);
                let scope = Scope::Item { group, index };
                self.judge_cell(place, item, parent.visible, scope, &reckoner)
            })
            .collect()
    }

    fn items<'a>(&self, group: usize, answers: &'a Answers) -> &'a [Answers] {
        let id = &self.form.layout.fields[group].field.id;
        answers.get(id.as_str()).map_or(&[], Answer::items)
    }

    fn judge_cell<'s>(
        &'s self,
        place: usize,
        answers: &Answers,
        around: bool,
        scope: Scope,
        reckoner: &Reckoner<'s, 'd>,
    ) -> Cell<'d> {
        let field = self.form.layout.fields[place].field;
        let rules = &self.form.fields[place];
        let nested = scope != Scope::Form && field.kind.group().is_some();
        let answer = answers
            .get(field.id.as_str())
            .filter(|answer| reading::is_answered(field, answer));
        let hidden = rules
            .options
            .iter()
            .filter(|(_, rule)| !reckoner.allows(Some(rule), scope));
        let mut cell = Cell {
            visible: around && !nested && reckoner.allows(rules.visible.as_ref(), scope),
            hidden_options: hidden.map(|(id, _)| *id).chain(field.kind.options_left_out()).collect(),
            ..Cell::default()
        };
        cell.reading = match (&field.kind, &rules.value) {
            (FieldKind::Calculated(calculated), Some(rule)) => {
                let number = reckoner.number(rule, scope);
                Reading::calculated(number.map(|number| Typed::Number(calculated.rounded(number))))
            }
            (FieldKind::Hidden(hidden), Some(rule)) => {
                Reading::calculated(Typed::hidden(hidden.gives, &reckoner.value(rule, scope)))
            }
            _ => Reading::default(),
        };
        if let Some(group) = field.kind.group() {
            let required = u32::from(self.is_required(place, scope, reckoner));
            cell.needed = group.min.max(required).min(group.most_items());
            cell.given = match answer {
                None => Given::Nothing,
                Some(Answer::Items(items)) => Given::Items(items.len() as u32),
                Some(_) => Given::Other,
            };
        } else if let Some(answer) = answer {
            cell.reading = reading::read(
                field,
                answer,
                rules.pattern.as_ref(),
                &cell.hidden_options,
                &self.context,
            );
        }
        cell.answered = answer.is_some() || cell.reading.value.is_some();
        cell
    }

    pub fn is_required<'s>(&'s self, place: usize, scope: Scope, reckoner: &Reckoner<'s, 'd>) -> bool {
        match &self.form.fields[place].required {
            Need::Always => true,
            Need::Never => false,
            Need::When(rule) => reckoner.holds(rule, scope) == Some(true),
        }
    }
}
