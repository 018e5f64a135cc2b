//! Readable ASCII names: in addresses and files, and as ids of steps.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is no slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 80 small ASCII letters, digits and single hyphens, beginning with a letter")]
pub struct SlugError;

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length = 80))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SlugError;
            fn from_str(text: &str) -> Result<Self, SlugError> {
                is_slug(text).then(|| Self(text.to_owned())).ok_or(SlugError)
            }
        }

        impl TryFrom<String> for $name {
            type Error = SlugError;
            fn try_from(text: String) -> Result<Self, SlugError> {
                if is_slug(&text) { Ok(Self(text)) } else { Err(SlugError) }
            }
        }

        impl From<$name> for String {
            fn from(slug: $name) -> Self {
                slug.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

slugs! {
    /// Immutable name of an object in addresses, the same in every language.
    Slug,
    /// Name of a step within its service version.
    StepId,
}

fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("dzivesvietas-deklaresana", true)]
    #[case("p2", true)]
    #[case("", false)]
    #[case("2p", false)]
    #[case("a--b", false)]
    #[case("a-", false)]
    #[case("Ā", false)]
    #[case("a_b", false)]
    fn slugs_are_plain(#[case] text: &str, #[case] ok: bool) {
        assert_eq!(text.parse::<Slug>().is_ok(), ok);
        assert_eq!(serde_json::from_value::<Slug>(serde_json::json!(text)).is_ok(), ok);
    }
}
