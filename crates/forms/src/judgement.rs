//! Decides what is shown and reads what was answered, node by node in the order of the rules.

use crate::answers::{Answer, Answers};
use crate::cell::{Cell, Given};
use crate::context::Context;
use crate::kind::FieldKind;
use crate::layout::Scope;
use crate::limits::{MAX_GROUP_DEPTH, MAX_GROUP_ITEMS, MAX_NESTED_ITEMS};
use crate::order::Node;
use crate::path::FieldPath;
use crate::prepared::{Need, PreparedForm};
use crate::reading::{self, Reading, Typed};
use crate::reckoning::{Reckoner, owner_of};

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
        let layout = &self.form.layout;
        let placed = &layout.fields[place];
        let reckoner = self.reckoner();
        let mut cells = match placed.group {
            None => {
                let on_page = self.sections[placed.section];
                vec![self.judge_cell(place, answers, on_page, Scope::Form, &reckoner)]
            }
            Some(group) => {
                let mut cells = Vec::new();
                for (owner, cell) in self.cells[group].iter().enumerate() {
                    let items = self.items(group, owner, answers);
                    for (offset, index) in cell.numbers(cell.shown_items()).enumerate() {
                        let item = items.get(offset).unwrap_or(&EMPTY);
                        let scope = Scope::Item { group, index };
                        cells.push(self.judge_cell(place, item, cell.visible, scope, &reckoner));
                    }
                }
                cells
            }
        };
        if placed.field.kind.group().is_some() {
            number_items(&mut cells, placed.depth);
        }
        cells
    }

    /// The items given for a group: for the one on the top level, or for the one in an item of the group around it.
    fn items<'a>(&self, group: usize, owner: usize, answers: &'a Answers) -> &'a [Answers] {
        let placed = &self.form.layout.fields[group];
        let around = match placed.group {
            None => Some(answers),
            Some(around) => {
                let (owner, offset) = self.place_of(around, owner);
                self.items(around, owner, answers).get(offset as usize)
            }
        };
        let answer = around.and_then(|around| around.get(placed.field.id.as_str()));
        answer.map_or(&[], Answer::items)
    }

    /// Which of the groups an item belongs to, and which of its items it is.
    pub fn place_of(&self, group: usize, index: usize) -> (usize, u32) {
        let cells = &self.cells[group];
        let owner = owner_of(cells, index);
        let first = cells.get(owner).map_or(0, |cell| cell.first_item);
        (owner, (index as u32).saturating_sub(first))
    }

    /// The path of a field; in groups that of the item with this number.
    pub fn path(&self, place: usize, index: usize) -> FieldPath {
        let placed = &self.form.layout.fields[place];
        let id = placed.field.id.clone();
        match placed.group {
            None => FieldPath::top(id),
            Some(group) => {
                let (owner, offset) = self.place_of(group, index);
                self.path(group, owner).item(offset, id)
            }
        }
    }

    /// The field at a path, with its number among those of its name; nothing when there is no such field or item.
    pub fn find(&self, path: &FieldPath) -> Option<(usize, usize)> {
        let layout = &self.form.layout;
        let mut scope = None;
        for (group, offset) in path.groups() {
            let (place, owner) = match scope {
                None => (layout.top(group)?, 0),
                Some((around, index)) => (layout.inner(around, group)?, index),
            };
            let cell = self.group_cell(place, owner)?;
            scope = Some((place, cell.numbers(cell.shown_items()).nth(*offset as usize)?));
        }
        match scope {
            None => layout.top(path.field()).map(|place| (place, 0)),
            Some((group, index)) => layout.inner(group, path.field()).map(|place| (place, index)),
        }
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
        let too_deep = field.kind.group().is_some() && self.form.layout.fields[place].depth >= MAX_GROUP_DEPTH;
        let answer = answers
            .get(field.id.as_str())
            .filter(|answer| reading::is_answered(field, answer));
        let hidden = rules
            .options
            .iter()
            .filter(|(_, rule)| !reckoner.allows(Some(rule), scope));
        let mut cell = Cell {
            visible: around && !too_deep && reckoner.allows(rules.visible.as_ref(), scope),
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

/// Counts the items through all groups of one name and says for how many there is room.
fn number_items(groups: &mut [Cell<'_>], depth: usize) {
    let most = if depth == 0 { MAX_GROUP_ITEMS } else { MAX_NESTED_ITEMS };
    let mut next = 0;
    for cell in groups {
        cell.first_item = next;
        cell.room = (most - next).min(MAX_GROUP_ITEMS);
        next += cell.shown_items();
    }
}
