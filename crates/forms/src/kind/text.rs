//! Settings of fields answered with text.

use serde::{Deserialize, Serialize};

use crate::language::LocalText;

/// Settings of text fields. Lengths count characters after trimming.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TextRules {
    /// The shortest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// The longest answer; [`crate::limits`] has a bound that always holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// A pattern that the whole answer must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
}

/// A regular expression (syntax of `regex-lite`, linear time) for a whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pattern {
    /// The expression; it is anchored at both ends by the engine.
    pub regex: String,
    /// What to tell the person whose answer does not match.
    pub message: LocalText,
}
