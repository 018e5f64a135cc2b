//! The result of an evaluation: what is shown, what is asked, what is wrong.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::answers::Answer;
use crate::ids::{OptionId, PageId};
use crate::path::FieldPath;
use crate::problem::{FieldProblem, Problem};

/// A form with its answers, judged: pages and fields in the order people see them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Every page.
    pub pages: Vec<PageState>,
    /// Every field; those inside a group once for each item, after the group.
    pub fields: Vec<FieldState>,
    #[serde(skip)]
    index: Index,
}

/// Where the state of each path is, found out when it is first asked. It follows from the states.
#[derive(Clone, Debug, Default)]
struct Index(OnceLock<BTreeMap<FieldPath, usize>>);

impl PartialEq for Index {
    fn eq(&self, _: &Index) -> bool {
        true
    }
}

/// A page, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PageState {
    /// The page.
    pub id: PageId,
    /// Whether it belongs to the way through the form: its rule holds and something on it is shown.
    pub visible: bool,
    /// Whether nothing on it stands in the way of submitting.
    pub complete: bool,
    /// What is wrong or doubtful on it.
    pub problems: Vec<FieldProblem>,
}

/// A field, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldState {
    /// The field's place.
    pub path: FieldPath,
    /// The page it stands on.
    pub page: PageId,
    /// Whether it is shown: its own rule and those of group, section and page hold.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether the person can only read the answer.
    pub read_only: bool,
    /// Whether anything was typed or chosen; for a calculated field, whether there is a number.
    pub answered: bool,
    /// The answer as it would be submitted, if the field is shown and has a well-formed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Answer>,
    /// What to put into the field that is shown and not answered yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Answer>,
    /// The number of a calculated field that is shown, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculated: Option<Decimal>,
    /// The options of a choice that are not offered now; all others are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden_options: Vec<OptionId>,
    /// How many items to show, if the field is a group: those answered, and empty ones up to the fewest needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
    /// What is wrong or doubtful; nothing for a field that is not shown.
    pub problems: Vec<Problem>,
}

impl PageState {
    pub(crate) fn empty(id: &PageId) -> Self {
        PageState {
            id: id.clone(),
            visible: false,
            complete: true,
            problems: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, field: &FieldState) {
        self.visible |= field.visible;
        self.complete &= !field.problems.iter().any(Problem::is_error);
        self.problems.extend(field.problems_here());
    }
}

impl FieldState {
    /// What is wrong or doubtful, with the place.
    pub(crate) fn problems_here(&self) -> impl Iterator<Item = FieldProblem> + '_ {
        self.problems.iter().map(|problem| FieldProblem {
            path: self.path.clone(),
            problem: problem.clone(),
        })
    }

    /// Whether an option of this choice is offered now.
    pub fn offers(&self, option: &OptionId) -> bool {
        !self.hidden_options.contains(option)
    }
}

impl Evaluation {
    pub(crate) fn new(pages: Vec<PageState>, fields: Vec<FieldState>) -> Self {
        Evaluation {
            pages,
            fields,
            index: Index::default(),
        }
    }

    /// To be called when states have come or gone.
    pub(crate) fn rearranged(&mut self) {
        self.index = Index::default();
    }

    /// The state of the field at a path.
    pub fn field(&self, path: &FieldPath) -> Option<&FieldState> {
        let places = || {
            self.fields
                .iter()
                .enumerate()
                .map(|(at, field)| (field.path.clone(), at))
        };
        let index = self.index.0.get_or_init(|| places().collect());
        index.get(path).map(|at| &self.fields[*at])
    }

    /// Whether the field at a path is shown.
    pub fn is_visible(&self, path: &FieldPath) -> bool {
        self.field(path).is_some_and(|field| field.visible)
    }

    /// The state of a page.
    pub fn page(&self, id: &PageId) -> Option<&PageState> {
        self.pages.iter().find(|page| page.id == *id)
    }

    /// The pages of the way through the form.
    pub fn visible_pages(&self) -> impl DoubleEndedIterator<Item = &PageState> {
        self.pages.iter().filter(|page| page.visible)
    }

    /// The visible page after this one, the first for a page that is not in the form.
    pub fn page_after(&self, id: &PageId) -> Option<&PageState> {
        let place = self.pages.iter().position(|page| page.id == *id);
        self.pages
            .iter()
            .skip(place.map_or(0, |at| at + 1))
            .find(|page| page.visible)
    }

    /// The visible page before this one.
    pub fn page_before(&self, id: &PageId) -> Option<&PageState> {
        let place = self.pages.iter().position(|page| page.id == *id)?;
        self.pages[..place].iter().rev().find(|page| page.visible)
    }

    /// The first visible page that is not complete.
    pub fn first_incomplete(&self) -> Option<&PageState> {
        self.visible_pages().find(|page| !page.complete)
    }

    /// Everything wrong or doubtful, in the order people see it.
    pub fn problems(&self) -> impl Iterator<Item = &FieldProblem> {
        self.pages.iter().flat_map(|page| &page.problems)
    }

    /// True when the answers can be submitted.
    pub fn is_complete(&self) -> bool {
        self.pages.iter().all(|page| page.complete)
    }
}
