//! Reads answers from JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess};

use super::{Answer, Answers};
use crate::ids::FieldId;

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
