//! Values of expressions.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::answers::Answer;
use crate::date::Date;
use crate::facts::Fact;
use crate::number;
use crate::rule::Rule;

/// The value of an expression; texts are borrowed from the form or from the answers where they are used unchanged.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Missing,
    Bool(bool),
    Number(Decimal),
    Date(Date),
    Text(Cow<'a, str>),
    Option(&'a str),
    /// The options chosen of many.
    Chosen(&'a [String]),
    List(Vec<Value<'a>>),
}

impl<'a> Value<'a> {
    /// True or false, if it is either.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text or the option's id.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Option(id) => Some(id),
            _ => None,
        }
    }

    /// The value as the answer of a field, in canonical form.
    pub fn answer(&self) -> Option<Answer> {
        match self {
            Value::Missing | Value::List(_) => None,
            Value::Bool(value) => Some(Answer::Bool(*value)),
            Value::Number(number) => Some(Answer::Text(number::canonical(*number))),
            Value::Date(date) => Some(Answer::Text(date.to_string())),
            Value::Text(text) => Some(Answer::Text(text.to_string())),
            Value::Option(id) => Some(Answer::Text((*id).to_owned())),
            Value::Chosen(ids) => Some(Answer::Chosen(ids.to_vec())),
        }
    }

    /// The value of a literal that has no parts.
    pub fn literal(rule: &'a Rule) -> Option<Value<'a>> {
        Some(match rule {
            Rule::Bool(value) => Value::Bool(*value),
            Rule::Integer(number) => Value::Number(Decimal::from(*number)),
            Rule::Decimal(number) => Value::Number(*number),
            Rule::Text(text) => Value::Text(Cow::Borrowed(text)),
            Rule::Date(date) => Value::Date(*date),
            Rule::Option(id) => Value::Option(id.as_str()),
            _ => return None,
        })
    }
}

impl From<Option<bool>> for Value<'_> {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Value::Missing, Value::Bool)
    }
}

impl From<Option<Decimal>> for Value<'_> {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Value::Missing, Value::Number)
    }
}

impl From<Option<Date>> for Value<'_> {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Value::Missing, Value::Date)
    }
}

impl<'a> From<&'a Fact> for Value<'a> {
    fn from(fact: &'a Fact) -> Self {
        match fact {
            Fact::Bool(value) => Value::Bool(*value),
            Fact::Integer(number) => Value::Number(Decimal::from(*number)),
            Fact::Decimal(number) => Value::Number(*number),
            Fact::Text(text) => Value::Text(Cow::Borrowed(text)),
            Fact::Date(date) => Value::Date(*date),
            Fact::Option(id) => Value::Option(id.as_str()),
        }
    }
}
