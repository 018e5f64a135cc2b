//! JSON as the browser needs it: read into a tree, from which types of `forms` are made.
//!
//! `serde_json` would be a quarter of all that a form's page has to load: it tells for each type what is wrong and
//! where. Here an answer of our own server is either understood, or the page goes on without script.

mod read;
mod text;
mod write;

pub use read::{Misread, Reader};
pub use write::{answers, text as quoted};

/// A value. Keys of objects are values too, so that both are read by the same code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; keys in their order.
    Object(Vec<(Json, Json)>),
}

impl Json {
    /// The value that a text is; none if it is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        text::parse(text)
    }

    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        let named = |(key, _): &&(Self, Self)| matches!(key, Self::Text(key) if key == name);
        members.iter().find(named).map(|(_, value)| value)
    }

    /// The type that the value describes.
    pub fn read<'de, T: serde::Deserialize<'de>>(&'de self) -> Option<T> {
        T::deserialize(Reader(self)).ok()
    }
}
