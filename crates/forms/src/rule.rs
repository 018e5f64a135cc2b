//! The rule language: a typed expression tree. In JSON each expression is an object with one key, its operator:
//! `{"eq": [{"answer": "basis"}, {"option": "rent"}]}`.
//!
//! **Missing.** Every expression has a value or is *missing*; this is the one place that says how missing behaves.
//! - An answer is missing when the field is not answered, is not shown, or holds text that is not a value of its kind.
//! - An operator with a missing operand is missing, and so is one whose operands have the wrong type or whose result
//!   lies out of range; so is a division by zero, a code or record that is not known, and a date outside the working
//!   calendar. The exceptions are those below.
//! - `and` is false as soon as one part is false, `or` is true as soon as one part is true, whatever is missing.
//! - `in` is true when the value equals one of the list, even if other entries are missing.
//! - `answered` is never missing; `count`, `any` and `all` treat a group that is not shown or has no items as empty:
//!   `count` is 0, `any` false, `all` true. Over items `any` works as `or`, `all` as `and`, and `count` counts the
//!   items for which its condition is true.
//! - `sum`, `min`, `max` and `first` look at the items for which their condition is true, at all without one. `sum` is 0
//!   when there are none, the others are missing. When what is asked of one of these items is missing, so is the result.
//! - `if` needs only its test and the branch the test picks.
//! - At the top a missing result counts as: not shown, not required, constraint kept.
//!
//! **Names.** Inside a group a name means the item's own field first, then a top-level field. Inside `where` and `of` it
//! means a field of the group looked over first, then a top-level field.
//!
//! **Cost.** No loops but those over groups; these are computed once, so the cost is linear: expressions times items.
//! `docs/rules.md` describes every operator for people who write forms.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::ids::{FieldId, OptionId};

/// An expression. See the [module](self) for what missing values do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number, written as text: `{"decimal": "0.1"}`.
    Decimal(#[cfg_attr(feature = "schema", schemars(with = "crate::schema::ExactNumber"))] Decimal),
    /// Text.
    Text(String),
    /// A date.
    Date(Date),
    /// An option of a closed list.
    Option(OptionId),
    /// A list of values of one type.
    List(Vec<Rule>),
    /// The value of a field.
    Answer(FieldId),
    /// The date on which the form is evaluated.
    Today(Today),
    /// The two values are equal.
    Eq(Box<Rule>, Box<Rule>),
    /// The two values differ.
    Ne(Box<Rule>, Box<Rule>),
    /// The first number or date is less than the second.
    Lt(Box<Rule>, Box<Rule>),
    /// The first is less than the second or equal.
    Le(Box<Rule>, Box<Rule>),
    /// The first is greater than the second.
    Gt(Box<Rule>, Box<Rule>),
    /// The first is greater than the second or equal.
    Ge(Box<Rule>, Box<Rule>),
    /// Every part holds; true without parts.
    And(Vec<Rule>),
    /// At least one part holds; false without parts.
    Or(Vec<Rule>),
    /// The part does not hold.
    Not(Box<Rule>),
    /// The first value is one of the list, or of the options chosen in a field: `{"in": [value, list]}`.
    In(Box<Rule>, Box<Rule>),
    /// The field is shown and has an answer, be it right or wrong.
    Answered(FieldId),
    /// How many items of a group there are, or how many for which the condition is true.
    Count(Items),
    /// The condition is true for at least one item of the group.
    Any(ItemCondition),
    /// The condition is true for every item of the group.
    All(ItemCondition),
    /// The numbers that a rule gives for the items of a group, together; 0 without items.
    Sum(ItemValue),
    /// The least number or earliest date that a rule gives for the items of a group.
    Min(ItemValue),
    /// The greatest number or latest date that a rule gives for the items of a group.
    Max(ItemValue),
    /// What a rule gives for the first item of a group.
    First(ItemValue),
    /// The numbers together; 0 without parts.
    Add(Vec<Rule>),
    /// The first number less the second.
    Subtract(Box<Rule>, Box<Rule>),
    /// The numbers multiplied; 1 without parts.
    Multiply(Vec<Rule>),
    /// The first number divided by the second, to 28 digits.
    Divide(Box<Rule>, Box<Rule>),
    /// The first number or date is no less than the second and no greater than the third: `{"between": [value, low, high]}`.
    Between(Box<Rule>, Box<Rule>, Box<Rule>),
    /// The date so many days after the first operand.
    AddDays(Box<Rule>, Box<Rule>),
    /// The date so many months after the first operand, at most the last of the month.
    AddMonths(Box<Rule>, Box<Rule>),
    /// The working day that is so many working days after the first operand (before it, when negative).
    AddWorkingDays(Box<Rule>, Box<Rule>),
    /// How many days after the first date the second is; below zero when it is earlier.
    DaysBetween(Box<Rule>, Box<Rule>),
    /// Full years from the first date, a birth, to the second.
    AgeAt(Box<Rule>, Box<Rule>),
    /// How many characters a text has, or how many entries a list.
    Length(Box<Rule>),
    /// The first text begins with the second.
    StartsWith(Box<Rule>, Box<Rule>),
    /// The second text stands somewhere in the first.
    Contains(Box<Rule>, Box<Rule>),
    /// The text without blanks at its ends.
    Trimmed(Box<Rule>),
    /// The text in small letters, so that texts can be compared whatever their case.
    CaseFolded(Box<Rule>),
    /// The whole text matches a regular expression.
    Matches(Match),
    /// What a code list says of an option chosen from it.
    Attribute(Attribute),
    /// What a register says.
    Register(RegisterFact),
    /// One of two values.
    If(Box<If>),
}

/// The operand of [`Rule::Today`], which needs none: `{"today": {}}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Today {}

/// The items of a group, all or those that meet a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Items {
    /// The group.
    pub group: FieldId,
    /// Which items count; all, if there is no condition.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Box<Rule>>,
}

/// A condition on the items of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemCondition {
    /// The group.
    pub group: FieldId,
    /// What is asked of each item.
    #[serde(rename = "where")]
    pub condition: Box<Rule>,
}

/// What is asked of the items of a group, of all or of those that meet a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemValue {
    /// The group.
    pub group: FieldId,
    /// What is asked of each item.
    pub of: Box<Rule>,
    /// Which items are looked at; all, if there is no condition.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Box<Rule>>,
}

/// The operands of [`Rule::Matches`]: `{"matches": {"value": …, "regex": "[A-Z]{2}-[0-9]{1,4}"}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Match {
    /// The text.
    pub value: Box<Rule>,
    /// The expression (syntax of `regex-lite`, linear time); it is anchored at both ends.
    pub regex: String,
}

/// The operands of [`Rule::Attribute`]: `{"attribute": {"of": {"answer": "country"}, "name": "inUnion"}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attribute {
    /// The option: the answer of a field whose options come from a code list.
    pub of: Box<Rule>,
    /// The attribute.
    pub name: String,
}

/// The operands of [`Rule::Register`]: `{"register": {"name": "companies", "key": {"answer": "number"}, "attribute": "status"}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterFact {
    /// The register.
    pub name: String,
    /// Whose record: the one with this text as its key; the record of the person or company acted for, if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Box<Rule>>,
    /// What of the record.
    pub attribute: String,
}

/// The operands of [`Rule::If`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct If {
    /// What decides.
    pub test: Rule,
    /// The value when the test is true.
    pub then: Rule,
    /// The value when the test is false.
    #[serde(rename = "else")]
    pub otherwise: Rule,
}

impl Rule {
    /// The operator's name, as in JSON.
    pub fn operator(&self) -> &'static str {
        match self {
            Rule::Bool(_) => "bool",
            Rule::Integer(_) => "integer",
            Rule::Decimal(_) => "decimal",
            Rule::Text(_) => "text",
            Rule::Date(_) => "date",
            Rule::Option(_) => "option",
            Rule::List(_) => "list",
            Rule::Answer(_) => "answer",
            Rule::Today(_) => "today",
            Rule::Eq(..) => "eq",
            Rule::Ne(..) => "ne",
            Rule::Lt(..) => "lt",
            Rule::Le(..) => "le",
            Rule::Gt(..) => "gt",
            Rule::Ge(..) => "ge",
            Rule::And(_) => "and",
            Rule::Or(_) => "or",
            Rule::Not(_) => "not",
            Rule::In(..) => "in",
            Rule::Answered(_) => "answered",
            Rule::Count(_) => "count",
            Rule::Any(_) => "any",
            Rule::All(_) => "all",
            Rule::Sum(_) => "sum",
            Rule::Min(_) => "min",
            Rule::Max(_) => "max",
            Rule::First(_) => "first",
            Rule::Add(_) => "add",
            Rule::Subtract(..) => "subtract",
            Rule::Multiply(_) => "multiply",
            Rule::Divide(..) => "divide",
            Rule::Between(..) => "between",
            Rule::AddDays(..) => "addDays",
            Rule::AddMonths(..) => "addMonths",
            Rule::AddWorkingDays(..) => "addWorkingDays",
            Rule::DaysBetween(..) => "daysBetween",
            Rule::AgeAt(..) => "ageAt",
            Rule::Length(_) => "length",
            Rule::StartsWith(..) => "startsWith",
            Rule::Contains(..) => "contains",
            Rule::Trimmed(_) => "trimmed",
            Rule::CaseFolded(_) => "caseFolded",
            Rule::Matches(_) => "matches",
            Rule::Attribute(_) => "attribute",
            Rule::Register(_) => "register",
            Rule::If(_) => "if",
        }
    }

    /// The expressions this one is made of, in order.
    pub fn parts(&self) -> Vec<&Rule> {
        match self {
            Rule::Bool(_) | Rule::Integer(_) | Rule::Decimal(_) | Rule::Text(_) | Rule::Date(_) | Rule::Option(_) => {
                vec![]
            }
            Rule::Answer(_) | Rule::Answered(_) | Rule::Today(_) => vec![],
            Rule::List(parts) | Rule::And(parts) | Rule::Or(parts) | Rule::Add(parts) | Rule::Multiply(parts) => {
                parts.iter().collect()
            }
            Rule::Eq(a, b) | Rule::Ne(a, b) | Rule::Lt(a, b) | Rule::Le(a, b) | Rule::Gt(a, b) | Rule::Ge(a, b) => {
                vec![a, b]
            }
            Rule::In(a, b) | Rule::AddDays(a, b) | Rule::AddMonths(a, b) | Rule::AddWorkingDays(a, b) => vec![a, b],
            Rule::Subtract(a, b) | Rule::Divide(a, b) | Rule::DaysBetween(a, b) | Rule::AgeAt(a, b) => vec![a, b],
            Rule::StartsWith(a, b) | Rule::Contains(a, b) => vec![a, b],
            Rule::Between(value, low, high) => vec![value, low, high],
            Rule::Not(part) | Rule::Length(part) | Rule::Trimmed(part) | Rule::CaseFolded(part) => vec![part],
            Rule::Matches(matched) => vec![&matched.value],
            Rule::Attribute(attribute) => vec![&attribute.of],
            Rule::Register(fact) => fact.key.iter().map(|part| &**part).collect(),
            Rule::Count(items) => items.condition.iter().map(|part| &**part).collect(),
            Rule::Any(items) | Rule::All(items) => vec![&items.condition],
            Rule::Sum(items) | Rule::Min(items) | Rule::Max(items) | Rule::First(items) => {
                items.condition.iter().chain([&items.of]).map(|part| &**part).collect()
            }
            Rule::If(choice) => vec![&choice.test, &choice.then, &choice.otherwise],
        }
    }

    /// The group that the expression looks over, if it does.
    pub fn group(&self) -> Option<&FieldId> {
        match self {
            Rule::Count(items) => Some(&items.group),
            Rule::Any(items) | Rule::All(items) => Some(&items.group),
            Rule::Sum(items) | Rule::Min(items) | Rule::Max(items) | Rule::First(items) => Some(&items.group),
            _ => None,
        }
    }

    /// How deep the expression is nested, counted no further than `bound` (so that hostile input costs no stack).
    pub fn depth_up_to(&self, bound: u32) -> u32 {
        if bound <= 1 {
            return bound;
        }
        1 + self
            .parts()
            .into_iter()
            .map(|part| part.depth_up_to(bound - 1))
            .max()
            .unwrap_or(0)
    }
}
