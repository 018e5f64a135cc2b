//! A field of a form: what is asked, and what an answer must be like.

use serde::{Deserialize, Serialize};

pub use crate::choice::{ChoiceOption, ManyOf, OneOf, OptionSource, Presentation};
pub use crate::kind::{
    Accounts, AddressCode, AddressRules, CompanyName, CompanyRules, Consent, CountryRules, DateBound, DateRangeRules,
    DateRules, Distance, EmailRules, FieldKind, FileRules, FileType, Group, IbanRules, MapArea, MapPointRules,
    MoneyRules, MonthRules, NumberRules, Pattern, PersonCode, PersonRules, PhoneRules, Signature, Table, TableSettings,
    TextRules, TimeRules, UrlRules, YesNo,
};
pub use crate::shown::{Calculated, Hidden, HiddenType, NoticeBox, StaticText, SummaryBlock, Tone};

use crate::ids::FieldId;
use crate::language::LocalText;
use crate::rule::Rule;

/// One question, or a piece of text between questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// The field's name: the key of its answer.
    pub id: FieldId,
    /// The question, or the name of what is calculated. Fields without a value may do
    /// without.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub label: LocalText,
    /// A short hint shown with the question.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub hint: LocalText,
    /// Longer help that a person opens when needed (Markdown).
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub help: LocalText,
    /// What sort of answer it takes.
    pub kind: FieldKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: Requirement,
    /// When it is shown; always, if there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Rule>,
    /// When the person can only read the answer; never, if there is no rule. A missing result counts as no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only: Option<Rule>,
    /// What stands in the field until the person answers it. It is no answer before it is kept as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Rule>,
    /// What else must hold for the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// The HTML `autocomplete` token, so that browsers can fill it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// How carefully the answer must be kept.
    #[serde(default)]
    pub privacy: PrivacyClass,
    /// What a new draft already knows, such as `applicant.company`; docs/forms.md names all there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// How wide its box is, which tells people how long an answer is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<Width>,
}

/// How wide the box of a field is. Kinds have a fitting width of their own; this one goes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Width {
    /// A line.
    Full,
    /// About twenty characters.
    Medium,
    /// A few characters.
    Short,
}

/// Whether a shown field must be answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Requirement {
    /// It must.
    Always,
    /// It need not: "(nav obligāti)".
    #[default]
    Never,
    /// It must when the rule holds; a missing result counts as no.
    When(Rule),
}

/// A rule that the answer must keep, with the message shown when it does not.
///
/// It is asked only of answered fields. A missing result counts as kept: nobody breaks a rule with what was not asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Constraint {
    /// What must hold.
    pub rule: Rule,
    /// What to tell the person otherwise.
    pub message: LocalText,
}

/// How carefully an answer must be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PrivacyClass {
    /// Says nothing about a person.
    Public,
    /// Personal data, the usual case.
    #[default]
    Personal,
    /// Special categories of personal data (health, beliefs, convictions).
    Sensitive,
}
