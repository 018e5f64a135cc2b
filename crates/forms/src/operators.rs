//! The operators of the rule language that need all their operands and nothing else. Wrong types and results out of
//! range are missing.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::regex::whole_text;
use crate::rule::Rule;
use crate::value::Value;

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
        (Rule::Between(..), [value, low, high]) => compare(value, low)
            .zip(compare(value, high))
            .map(|(from, to)| from.is_ge() && to.is_le())
            .into(),
        (Rule::In(..), [value, Value::List(list)]) => any(list.iter().map(|entry| equal(value, entry))).into(),
        (Rule::In(..), [Value::Option(id), Value::Chosen(ids)]) => Value::Bool(ids.iter().any(|one| one == id)),
        (Rule::Add(_), numbers) => fold(numbers, Decimal::ZERO, Decimal::checked_add),
        (Rule::Subtract(..), [Value::Number(a), Value::Number(b)]) => a.checked_sub(*b).into(),
        (Rule::Multiply(_), numbers) => fold(numbers, Decimal::ONE, Decimal::checked_mul),
        (Rule::Divide(..), [Value::Number(a), Value::Number(b)]) => a.checked_div(*b).into(),
        (Rule::DaysBetween(..), [Value::Date(from), Value::Date(to)]) => Value::Number(to.days_since(*from).into()),
        (Rule::AddDays(..), [Value::Date(date), Value::Number(days)]) => {
            whole(*days).and_then(|days| date.add_days(days)).into()
        }
        (Rule::AddMonths(..), [Value::Date(date), Value::Number(months)]) => {
            whole(*months).and_then(|months| date.add_months(months)).into()
        }
        (Rule::AgeAt(..), [Value::Date(birth), Value::Date(on)]) => birth
            .age_at(*on)
            .map_or(Value::Missing, |age| Value::Number(age.into())),
        (Rule::Length(_), [Value::Text(text)]) => Value::Number(text.chars().count().into()),
        (Rule::Length(_), [Value::List(list)]) => Value::Number(list.len().into()),
        (Rule::Length(_), [Value::Chosen(ids)]) => Value::Number(ids.len().into()),
        (Rule::StartsWith(..), [Value::Text(text), Value::Text(start)]) => Value::Bool(text.starts_with(&**start)),
        (Rule::Contains(..), [Value::Text(text), Value::Text(part)]) => Value::Bool(text.contains(&**part)),
        (Rule::Trimmed(_), [Value::Text(text)]) => Value::Text(trimmed(text)),
        (Rule::CaseFolded(_), [Value::Text(text)]) => Value::Text(Cow::Owned(case_folded(text))),
        (Rule::Matches(matched), [Value::Text(text)]) => {
            whole_text(&matched.regex).ok().map(|regex| regex.is_match(text)).into()
        }
        (Rule::List(_), entries) => Value::List(entries.to_vec()),
        _ => Value::Missing,
    }
}

/// The numbers together; missing when one is no number or the result is too large.
pub(crate) fn sum<'a>(numbers: impl Iterator<Item = Value<'a>>) -> Value<'a> {
    fold(&numbers.collect::<Vec<_>>(), Decimal::ZERO, Decimal::checked_add)
}

/// The value before which no other comes, all being numbers or all dates; missing when there is none.
pub(crate) fn most<'a>(mut values: impl Iterator<Item = Value<'a>>, comes_before: fn(Ordering) -> bool) -> Value<'a> {
    let Some(first) = values.next() else {
        return Value::Missing;
    };
    if compare(&first, &first).is_none() {
        return Value::Missing;
    }
    let best = values.try_fold(first, |best, next| {
        let order = compare(&next, &best)?;
        Some(if comes_before(order) { next } else { best })
    });
    best.unwrap_or(Value::Missing)
}

/// The numbers put together one after another; missing when one is no number or the result is too large.
fn fold<'a>(numbers: &[Value<'a>], start: Decimal, step: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Value<'a> {
    let joined = numbers.iter().try_fold(start, |so_far, next| match next {
        Value::Number(next) => step(so_far, *next),
        _ => None,
    });
    joined.into()
}

fn trimmed<'a>(text: &Cow<'a, str>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Each letter in its small form, without looking at its neighbours.
fn case_folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether two values of one type are the same.
pub(crate) fn equal(a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Text(a), Value::Text(b)) => Some(a == b),
        (Value::Option(a), Value::Option(b)) => Some(a == b),
        _ => compare(a, b).map(|order| order.is_eq()),
    }
}

/// The order of two numbers or two dates.
pub(crate) fn compare(a: &Value<'_>, b: &Value<'_>) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// The number, if it is whole and not enormous.
pub(crate) fn whole(number: Decimal) -> Option<i64> {
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
