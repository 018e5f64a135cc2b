//! Checked names of the parts of a form.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest id there may be, in characters.
pub const MAX_ID_LENGTH: usize = 64;

/// Names of form posts that are buttons, so no field may be called so.
pub const RESERVED_FIELD_IDS: [&str; 3] = ["action", "add", "remove"];

/// Why a text cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdError {
    /// Empty or longer than [`MAX_ID_LENGTH`].
    Length,
    /// A character that ids of this sort must not have.
    Character,
    /// One of [`RESERVED_FIELD_IDS`].
    Reserved,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdError::Length => "an id must have 1 to 64 characters",
            IdError::Character => {
                "an id must be ASCII letters, digits and hyphens, beginning with a small letter (an option: with a letter or digit)"
            }
            IdError::Reserved => "a field must not be called action, add or remove",
        })
    }
}

impl std::error::Error for IdError {}

/// Begins with a small letter, then letters, digits and hyphens: `moveDate`, `move-date`.
fn check_name(text: &str) -> Result<(), IdError> {
    check_characters(
        text,
        |first| first.is_ascii_lowercase(),
        |c| c.is_ascii_alphanumeric() || c == b'-',
    )
}

/// Also digits and capitals in front and `_` inside: codes of official lists look so.
fn check_code(text: &str) -> Result<(), IdError> {
    check_characters(
        text,
        |first| first.is_ascii_alphanumeric(),
        |c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_',
    )
}

fn check_field(text: &str) -> Result<(), IdError> {
    if RESERVED_FIELD_IDS.contains(&text) {
        return Err(IdError::Reserved);
    }
    check_name(text)
}

fn check_characters(text: &str, first: fn(u8) -> bool, any: fn(u8) -> bool) -> Result<(), IdError> {
    let bytes = text.as_bytes();
    match bytes {
        [] => Err(IdError::Length),
        _ if bytes.len() > MAX_ID_LENGTH => Err(IdError::Length),
        [head, rest @ ..] if first(*head) && rest.iter().all(|c| any(*c)) => Ok(()),
        _ => Err(IdError::Character),
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $check:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id of this text, if it is well formed.
            pub fn new(text: &str) -> Result<Self, IdError> {
                $check(text)?;
                Ok($name(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                $name::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                $check(&text)?;
                Ok($name(text.into()))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.as_ref().to_owned()
            }
        }
    };
}

id!(
    /// The name of a page within its form; it is also the last part of the page's address.
    PageId,
    check_name
);
id!(
    /// The name of a section within its form.
    SectionId,
    check_name
);
id!(
    /// The name of a field: unique on the top level of the form, and within each group.
    FieldId,
    check_field
);
id!(
    /// The name of an option of a closed list: what is stored when a person chooses it.
    OptionId,
    check_code
);

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("moveDate", Ok(()))]
    #[case("move-date2", Ok(()))]
    #[case("", Err(IdError::Length))]
    #[case("MoveDate", Err(IdError::Character))]
    #[case("2nd", Err(IdError::Character))]
    #[case("move.date", Err(IdError::Character))]
    #[case("_version", Err(IdError::Character))]
    #[case("datums-ā", Err(IdError::Character))]
    #[case("add", Err(IdError::Reserved))]
    fn field_ids(#[case] text: &str, #[case] expected: Result<(), IdError>) {
        assert_eq!(FieldId::new(text).map(|_| ()), expected);
    }

    #[test]
    fn length_is_bounded() {
        assert!(PageId::new(&"a".repeat(64)).is_ok());
        assert_eq!(PageId::new(&"a".repeat(65)), Err(IdError::Length));
    }

    #[test]
    fn options_may_be_official_codes() {
        for code in ["LVA", "90000054163", "0001_a", "rent"] {
            assert!(OptionId::new(code).is_ok(), "{code}");
        }
        assert!(OptionId::new("a b").is_err());
    }

    #[test]
    fn json_checks_too() {
        assert!(serde_json::from_str::<FieldId>(r#""ok""#).is_ok());
        assert!(serde_json::from_str::<FieldId>(r#""not ok""#).is_err());
    }
}
