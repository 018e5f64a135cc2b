//! What a failed form post leaves for the page to show again: nothing typed is lost and every error is named.

use serde::{Deserialize, Serialize};

/// An error that belongs to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the field, which is also the id the summary links to.
    pub field: String,
    /// What is wrong and what to do, in the language of the page.
    pub message: String,
    /// Whose question it is, where several are asked the same: "Person 2". It stands beside the field anyway.
    pub item: Option<String>,
}

impl FieldError {
    /// The error as the summary tells it, away from its field.
    pub fn in_summary(&self) -> String {
        match &self.item {
            Some(item) => format!("{item} – {}", within_a_sentence(&self.message)),
            None => self.message.clone(),
        }
    }
}

/// A sentence as it goes on after a dash; abbreviations keep their capitals.
fn within_a_sentence(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The posted values and their errors; in context when a post was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Names and values as they came, in order; a name may come several times.
    pub values: Vec<(String, String)>,
    /// What is wrong with them, in the order of the page.
    pub errors: Vec<FieldError>,
}

impl Posted {
    /// The refused post being answered, or an empty one.
    pub fn current() -> Self {
        leptos::prelude::use_context().unwrap_or_default()
    }

    /// The first value of a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a field, for checkboxes.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values
            .iter()
            .filter(move |(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// The error of a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_errors_are_found_by_field() {
        let posted = Posted {
            values: vec![
                ("kind".into(), "a".into()),
                ("kind".into(), "b".into()),
                ("name".into(), String::new()),
            ],
            errors: vec![FieldError {
                field: "name".into(),
                message: "Ierakstiet vārdu".into(),
                item: None,
            }],
        };
        assert_eq!(posted.value("kind"), Some("a"));
        assert_eq!(posted.all("kind").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((posted.value("name"), posted.value("age")), (Some(""), None));
        assert_eq!(posted.error("name").as_deref(), Some("Ierakstiet vārdu"));
        assert_eq!(posted.error("kind"), None);
    }
}
