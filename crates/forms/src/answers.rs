//! What a person answered, kept exactly as typed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::date::Date;
use crate::ids::FieldId;
use crate::limits::MAX_GROUP_ITEMS;
use crate::path::{FieldPath, Part};

mod json;
pub(crate) use json::typed;

/// The answers to a form or to one item of a group, by field. Order plays no part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<FieldId, Answer>);

/// One answer. Text that is not a value of the field's kind stays as it was typed, so that it can be put right.
///
/// In JSON it has no wrapper: text, `true`/`false`, a list of option ids, a list of items, or an object of parts.
/// Numbers are taken too and kept as text; `null` is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Text, a number, a date, one option: whatever was typed or chosen.
    Text(String),
    /// Yes or no, or a tick.
    Bool(bool),
    /// The options chosen of many, or the names of files.
    Chosen(Vec<String>),
    /// The items of a group.
    Items(Vec<Answers>),
    /// The boxes of a date or a month (until it is submitted), a person, a company, an address, a stretch of days.
    Parts(BTreeMap<String, String>),
}

impl Answer {
    /// An answer in several boxes.
    pub fn parts(parts: impl IntoIterator<Item = (Part, impl Into<String>)>) -> Self {
        Answer::Parts(
            parts
                .into_iter()
                .map(|(part, text)| (part.key().to_owned(), text.into()))
                .collect(),
        )
    }

    /// The text of a box, empty when there is none. A date in one text, as programs give it, is taken apart.
    pub fn part(&self, part: Part) -> &str {
        match self {
            Answer::Parts(parts) => {
                let own = parts.get(part.key()).map(String::as_str);
                let of_day = || {
                    let (day, piece) = part.within_range()?;
                    parts.get(day.key()).map(|text| piece_of_date(text, piece))
                };
                own.or_else(of_day).unwrap_or("")
            }
            Answer::Text(text) => piece_of_date(text, part),
            _ => "",
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a group; none when the answer is of another sort.
    pub fn items(&self) -> &[Answers] {
        match self {
            Answer::Items(items) => items,
            _ => &[],
        }
    }

    /// True when nothing was typed or chosen. An unticked "no" is an answer.
    pub fn is_blank(&self) -> bool {
        match self {
            Answer::Text(text) => text.trim().is_empty(),
            Answer::Bool(_) => false,
            Answer::Chosen(chosen) => chosen.is_empty(),
            Answer::Items(items) => items.is_empty(),
            Answer::Parts(parts) => parts.values().all(|text| text.trim().is_empty()),
        }
    }
}

/// A box of a date or a month that a program gave in one text, `2026-12-03` or `2026-12`.
fn piece_of_date(text: &str, part: Part) -> &str {
    let is_date = text.parse::<Date>().is_ok();
    let is_month = || format!("{text}-01").parse::<Date>().is_ok();
    match part {
        Part::Day if is_date => &text[8..],
        Part::Month if is_date || is_month() => &text[5..7],
        Part::Year if is_date || is_month() => &text[..4],
        _ => "",
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Answer::Text(text.to_owned())
    }
}

impl Answers {
    /// No answers.
    pub const EMPTY: Answers = Answers(BTreeMap::new());

    /// No answers yet.
    pub fn new() -> Self {
        Answers::default()
    }

    /// The answer of a field on this level.
    pub fn get(&self, field: &str) -> Option<&Answer> {
        self.0.get(field)
    }

    /// Puts an answer, replacing the one that was there.
    pub fn set(&mut self, field: FieldId, answer: Answer) {
        self.0.insert(field, answer);
    }

    /// Takes an answer away.
    pub fn remove(&mut self, field: &str) -> Option<Answer> {
        self.0.remove(field)
    }

    /// Each field with its answer, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldId, &Answer)> {
        self.0.iter()
    }

    /// How many fields on this level have an answer.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when there is no answer at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer at a path, looked up through groups.
    pub fn at(&self, path: &FieldPath) -> Option<&Answer> {
        let mut level = self;
        for (group, index) in path.groups() {
            level = level.get(group.as_str())?.items().get(*index as usize)?;
        }
        level.get(path.field().as_str())
    }

    /// Puts an answer at a path, or takes it away with `None`; items on the way are made when missing.
    ///
    /// A path beyond [`MAX_GROUP_ITEMS`] changes nothing.
    pub fn put(&mut self, path: &FieldPath, answer: Option<Answer>) {
        let mut level = self;
        for (group, index) in path.groups() {
            match level.item_mut(group, *index) {
                Some(item) => level = item,
                None => return,
            }
        }
        match answer {
            Some(answer) => level.set(path.field().clone(), answer),
            None => {
                level.remove(path.field().as_str());
            }
        }
    }

    /// The items of the group at a path.
    pub fn items(&self, group: &FieldPath) -> &[Answers] {
        self.at(group).map_or(&[], Answer::items)
    }

    /// Adds an empty item at the end of a group.
    pub fn add_item(&mut self, group: &FieldPath) {
        let mut items = self.items(group).to_vec();
        if items.len() < MAX_GROUP_ITEMS as usize {
            items.push(Answers::new());
            self.put(group, Some(Answer::Items(items)));
        }
    }

    /// Takes an item out of a group; the later ones move up. Nothing happens when there is no such item.
    pub fn remove_item(&mut self, group: &FieldPath, index: u32) {
        let mut items = self.items(group).to_vec();
        if (index as usize) < items.len() {
            items.remove(index as usize);
            self.put(group, (!items.is_empty()).then_some(Answer::Items(items)));
        }
    }

    fn item_mut(&mut self, group: &FieldId, index: u32) -> Option<&mut Answers> {
        if index >= MAX_GROUP_ITEMS {
            return None;
        }
        let answer = self.0.entry(group.clone()).or_insert_with(|| Answer::Items(Vec::new()));
        if !matches!(answer, Answer::Items(_)) {
            *answer = Answer::Items(Vec::new());
        }
        match answer {
            Answer::Items(items) => {
                if items.len() <= index as usize {
                    items.resize(index as usize + 1, Answers::new());
                }
                items.get_mut(index as usize)
            }
            _ => None,
        }
    }
}

impl FromIterator<(FieldId, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (FieldId, Answer)>>(answers: T) -> Self {
        Answers(answers.into_iter().collect())
    }
}
