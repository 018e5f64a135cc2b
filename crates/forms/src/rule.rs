//! The rule language: a typed expression tree. In JSON each expression is an object with one key, its operator:
//! `{"eq": [{"answer": "basis"}, {"option": "rent"}]}`.
//!
//! **Missing.** Every expression has a value or is *missing*; this is the one place that says how missing behaves.
//! - An answer is missing when the field is not answered, is not shown, or holds text that is not a value of its kind.
//! - An operator with a missing operand is missing, and so is one whose operands have the wrong type or whose result
//!   lies out of range. The exceptions are the five below.
//! - `and` is false as soon as one part is false, `or` is true as soon as one part is true, whatever is missing.
//! - `in` is true when the value equals one of the list, even if other entries are missing.
//! - `answered` is never missing; `count`, `any` and `all` treat a group that is not shown or has no items as empty:
//!   `count` is 0, `any` false, `all` true. Over items `any` works as `or`, `all` as `and`, and `count` counts the
//!   items for which its condition is true.
//! - `if` needs only its test and the branch the test picks.
//! - At the top a missing result counts as: not shown, not required, constraint kept.
//!
//! **Names.** Inside a group a name means the item's own field first, then a top-level field. Inside `where` it means
//! a field of the group counted over first, then a top-level field.
//!
//! **Cost.** No loops but `count`, `any` and `all`; these are computed once, so the cost is linear: expressions times
//! items.

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
    /// The numbers together; 0 without parts.
    Add(Vec<Rule>),
    /// The first number less the second.
    Subtract(Box<Rule>, Box<Rule>),
    /// The numbers multiplied; 1 without parts.
    Multiply(Vec<Rule>),
    /// The date so many days after the first operand.
    AddDays(Box<Rule>, Box<Rule>),
    /// The date so many months after the first operand, at most the last of the month.
    AddMonths(Box<Rule>, Box<Rule>),
    /// How many days after the first date the second is; below zero when it is earlier.
    DaysBetween(Box<Rule>, Box<Rule>),
    /// Full years from the first date, a birth, to the second.
    AgeAt(Box<Rule>, Box<Rule>),
    /// How many characters a text has, or how many entries a list.
    Length(Box<Rule>),
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
            Rule::Add(_) => "add",
            Rule::Subtract(..) => "subtract",
            Rule::Multiply(_) => "multiply",
            Rule::AddDays(..) => "addDays",
            Rule::AddMonths(..) => "addMonths",
            Rule::DaysBetween(..) => "daysBetween",
            Rule::AgeAt(..) => "ageAt",
            Rule::Length(_) => "length",
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
            Rule::In(a, b) | Rule::AddDays(a, b) | Rule::AddMonths(a, b) | Rule::AgeAt(a, b) => {
                vec![a, b]
            }
            Rule::Subtract(a, b) | Rule::DaysBetween(a, b) => vec![a, b],
            Rule::Not(part) | Rule::Length(part) => vec![part],
            Rule::Count(items) => items.condition.iter().map(|part| &**part).collect(),
            Rule::Any(items) | Rule::All(items) => vec![&items.condition],
            Rule::If(choice) => vec![&choice.test, &choice.then, &choice.otherwise],
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
