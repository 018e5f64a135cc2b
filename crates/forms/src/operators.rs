//! The operators of the rule language that need all their operands. Wrong types and results out of range are missing.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::date::Date;
use crate::rule::Rule;

/// The value of an expression; texts are borrowed from the form or from the answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Missing,
    Bool(bool),
    Number(Decimal),
    Date(Date),
    Text(&'a str),
    Option(&'a str),
    List(Vec<Value<'a>>),
}

impl Value<'_> {
    /// True or false, if it is either.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
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

/// The value of a literal that has no parts.
pub(crate) fn literal(rule: &Rule) -> Option<Value<'_>> {
    Some(match rule {
        Rule::Bool(value) => Value::Bool(*value),
        Rule::Integer(number) => Value::Number(Decimal::from(*number)),
        Rule::Decimal(number) => Value::Number(*number),
        Rule::Text(text) => Value::Text(text),
        Rule::Date(date) => Value::Date(*date),
        Rule::Option(id) => Value::Option(id.as_str()),
        _ => return None,
    })
}

/// The result of an operator for its operands. Operators that do not need all of them are not handled here.
pub(crate) fn apply<'a>(operator: &Rule, operands: &[Value<'a>]) -> Value<'a> {
    match (operator, operands) {
        (Rule::Eq(..), [a, b]) => equal(a, b).into(),
        (Rule::Ne(..), [a, b]) => equal(a, b).map(|same| !same).into(),
        (Rule::Lt(..), [a, b]) => compare(a, b).map(|order| order.is_lt()).into(),
        (Rule::Le(..), [a, b]) => compare(a, b).map(|order| order.is_le()).into(),
        (Rule::Gt(..), [a, b]) => compare(a, b).map(|order| order.is_gt()).into(),
        (Rule::Ge(..), [a, b]) => compare(a, b).map(|order| order.is_ge()).into(),
        (Rule::Not(_), [part]) => part.truth().map(|value| !value).into(),
        (Rule::In(..), [value, Value::List(list)]) => any(list.iter().map(|entry| equal(value, entry))).into(),
        (Rule::Add(_), numbers) => fold(numbers, Decimal::ZERO, Decimal::checked_add),
        (Rule::Subtract(..), [Value::Number(a), Value::Number(b)]) => a.checked_sub(*b).into(),
        (Rule::Multiply(_), numbers) => fold(numbers, Decimal::ONE, Decimal::checked_mul),
        (Rule::DaysBetween(..), [Value::Date(from), Value::Date(to)]) => Value::Number(to.days_since(*from).into()),
        (Rule::AddDays(..), [Value::Date(date), Value::Number(days)]) => whole(*days)
            .and_then(|days| date.add_days(days))
            .map_or(Value::Missing, Value::Date),
        (Rule::AddMonths(..), [Value::Date(date), Value::Number(months)]) => whole(*months)
            .and_then(|months| date.add_months(months))
            .map_or(Value::Missing, Value::Date),
        (Rule::AgeAt(..), [Value::Date(birth), Value::Date(on)]) => birth
            .age_at(*on)
            .map_or(Value::Missing, |age| Value::Number(age.into())),
        (Rule::Length(_), [Value::Text(text)]) => Value::Number(text.chars().count().into()),
        (Rule::Length(_), [Value::List(list)]) => Value::Number(list.len().into()),
        (Rule::List(_), entries) => Value::List(entries.to_vec()),
        _ => Value::Missing,
    }
}

/// The numbers put together one after another; missing when one is no number or the result is too large.
fn fold<'a>(numbers: &[Value<'a>], start: Decimal, step: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Value<'a> {
    let joined = numbers.iter().try_fold(start, |so_far, next| match next {
        Value::Number(next) => step(so_far, *next),
        _ => None,
    });
    joined.into()
}

/// Whether two values of one type are the same.
fn equal(a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Text(a), Value::Text(b)) | (Value::Option(a), Value::Option(b)) => Some(a == b),
        _ => compare(a, b).map(|order| order.is_eq()),
    }
}

/// The order of two numbers or two dates.
fn compare(a: &Value<'_>, b: &Value<'_>) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn whole(number: Decimal) -> Option<i64> {
    if number.fract().is_zero() {
        number.to_i64()
    } else {
        None
    }
}

/// False as soon as one is false, else missing if one is missing, else true.
pub(crate) fn all(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.into_iter().map(|part| part.map(|value| !value))).map(|value| !value)
}

/// True as soon as one is true, else missing if one is missing, else false.
pub(crate) fn any(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for part in parts {
        match part {
            Some(true) => return Some(true),
            Some(false) => {}
            None => result = None,
        }
    }
    result
}
