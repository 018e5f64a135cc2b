//! What a person answered, kept exactly as typed.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess};
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::ids::FieldId;
use crate::limits::MAX_GROUP_ITEMS;
use crate::path::{FieldPath, Part};

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
    /// The options chosen of many.
    Chosen(Vec<String>),
    /// The items of a group.
    Items(Vec<Answers>),
    /// The boxes of a date (until it is submitted), a person or an address.
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
        match (self, part) {
            (Answer::Parts(parts), _) => parts.get(part.key()).map_or("", String::as_str),
            (Answer::Text(text), Part::Day) if is_iso_date(text) => &text[8..],
            (Answer::Text(text), Part::Month) if is_iso_date(text) => &text[5..7],
            (Answer::Text(text), Part::Year) if is_iso_date(text) => &text[..4],
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

fn is_iso_date(text: &str) -> bool {
    text.parse::<Date>().is_ok()
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

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Answers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of answers by field")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answers, A::Error> {
                let mut answers = Answers::new();
                while let Some((field, answer)) = map.next_entry::<FieldId, Option<Answer>>()? {
                    if let Some(answer) = answer {
                        answers.set(field, answer);
                    }
                }
                Ok(answers)
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

/// Text as it was typed. No keyboard types the null character, and databases refuse it.
pub(crate) fn typed(text: &str) -> String {
    text.replace('\0', "")
}

struct AnswerVisitor;

impl<'de> de::Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, true or false, a list of options, a list of items or an object of parts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Answer, E> {
        Ok(Answer::Text(typed(text)))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Answer, E> {
        Ok(Answer::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Answer, E> {
        Ok(Answer::Text(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Answer, E> {
        Ok(Answer::Text(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Answer, E> {
        Ok(Answer::Text(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answer, A::Error> {
        let mut chosen = Vec::new();
        let mut items = Vec::new();
        while let Some(entry) = list.next_element::<ListEntry>()? {
            match entry {
                ListEntry::Option(id) => chosen.push(id),
                ListEntry::Item(item) => items.push(item),
            }
        }
        match (chosen.is_empty(), items.is_empty()) {
            (_, true) => Ok(Answer::Chosen(chosen)),
            (true, false) => Ok(Answer::Items(items)),
            (false, false) => Err(de::Error::custom(
                "a list of answers must hold options or items, not both",
            )),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let mut parts = BTreeMap::new();
        while let Some((part, text)) = map.next_entry::<String, PartText>()? {
            parts.insert(typed(&part), text.0);
        }
        Ok(Answer::Parts(parts))
    }
}

/// The text of a box; programs may give the day of a date as a number.
struct PartText(String);

impl<'de> Deserialize<'de> for PartText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<Answer>::deserialize(deserializer)? {
            None => Ok(PartText(String::new())),
            Some(Answer::Text(text)) => Ok(PartText(text)),
            Some(_) => Err(de::Error::custom("a part of an answer must be text")),
        }
    }
}

enum ListEntry {
    Option(String),
    Item(Answers),
}

impl<'de> Deserialize<'de> for ListEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = ListEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an option id or an item")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<ListEntry, E> {
                Ok(ListEntry::Option(typed(id)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ListEntry, A::Error> {
                Answers::deserialize(de::value::MapAccessDeserializer::new(map)).map(ListEntry::Item)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
