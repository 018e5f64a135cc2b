//! Choices: one or many options of a closed list.

use serde::{Deserialize, Serialize};

use crate::ids::OptionId;
use crate::language::LocalText;
use crate::rule::Rule;

/// Settings of fields with one option to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OneOf {
    /// What there is to choose from.
    pub options: OptionSource,
    /// How the choice looks.
    #[serde(default)]
    pub presentation: Presentation,
}

/// How a choice of one option looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Presentation {
    /// Every option in sight.
    #[default]
    Radio,
    /// A list to open.
    Select,
    /// A box to type in that finds the option; for long code lists.
    Autocomplete,
}

/// Settings of fields with several options to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ManyOf {
    /// What there is to choose from.
    pub options: OptionSource,
    /// The fewest options, when any are chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// The most options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
}

/// Where the options of a choice come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum OptionSource {
    /// From the definition itself.
    Inline(Vec<ChoiceOption>),
    /// From the code list of this name, which comes in with the [`crate::Context`].
    CodeList(String),
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChoiceOption {
    /// What is stored.
    pub id: OptionId,
    /// What people read.
    pub label: LocalText,
    /// A short hint under the label.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub hint: LocalText,
    /// When the option is offered; always, if there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Rule>,
}
