//! The kinds of fields that ask nothing: texts, summaries, and values computed from the answers.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::ids::PageId;
use crate::language::{Language, LocalText};
use crate::number;
use crate::rule::Rule;

/// A piece of text between questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaticText {
    /// The text (Markdown).
    pub text: LocalText,
}

/// A text in a box: what follows from the answers, or why something cannot be had.
///
/// It stops nobody; a [`crate::Constraint`] does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoticeBox {
    /// The text (Markdown).
    pub text: LocalText,
    /// How it looks.
    #[serde(default)]
    pub tone: Tone,
}

/// How a notice looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Look out.
    Warning,
}

/// A number computed from the answers, such as a fee: shown as soon as everything it needs is answered, and submitted
/// with the answers. Nobody can type it; what a program gives for it is not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Calculated {
    /// What is computed: a number.
    pub value: Rule,
    /// To how many digits after the decimal mark it is rounded, halves away from zero; always so many are shown.
    #[serde(default)]
    pub decimals: u8,
    /// What is counted, such as `EUR`.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub unit: LocalText,
}

impl Calculated {
    /// The computed number as it is shown, submitted and used in other rules.
    pub(crate) fn rounded(&self, number: Decimal) -> Decimal {
        number
            .round_dp_with_strategy(self.decimals.into(), RoundingStrategy::MidpointAwayFromZero)
            .normalize()
    }

    /// The number as people read it: `12,40 EUR`.
    pub fn in_words(&self, number: Decimal, language: Language) -> String {
        let number = number::format_fixed(number, self.decimals, language);
        number::with_unit(number, self.unit.get(language))
    }
}

/// The answers given so far, each with its question, in the middle of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SummaryBlock {
    /// The pages whose answers are shown; all pages before this one, if none are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageId>,
}

/// A value that a rule computes and that is submitted with the answers, but not shown to the person who answers: what
/// sorts the application, or what officials need to know. Nobody can type it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hidden {
    /// What is computed.
    pub value: Rule,
    /// What sort of value that is.
    pub gives: HiddenType,
}

/// What a hidden field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum HiddenType {
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A date.
    Date,
    /// An option.
    Option,
}
