//! Reads an answer as a value of its field's kind, and says what is wrong with it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::answers::Answer;
use crate::choice::{ManyOf, OptionSource};
use crate::context::Context;
use crate::date::Date;
use crate::field::Field;
use crate::ids::OptionId;
use crate::kind::{DateRules, FieldKind, NumberRules, TextRules};
use crate::limits::{MAX_LONG_TEXT, MAX_SHORT_TEXT};
use crate::path::Part;
use crate::problem::{Problem, ProblemCode};
use crate::regex::LazyRegex;
use crate::value::Value;
use crate::{contact, names, number};

mod parts;
use parts::{empty_parts, read_address, read_person};

/// A well-formed answer. It may still break a bound such as `min`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Typed {
    Text(String),
    Bool(bool),
    Number(Decimal),
    Date(Date),
    Option(String),
    Options(Vec<String>),
    /// A person or an address.
    Parts(BTreeMap<Part, String>),
}

impl Typed {
    /// The value for rules. People and addresses have no single value.
    pub fn value(&self) -> Value<'_> {
        match self {
            Typed::Text(text) => Value::Text(Cow::Borrowed(text)),
            Typed::Bool(value) => Value::Bool(*value),
            Typed::Number(number) => Value::Number(*number),
            Typed::Date(date) => Value::Date(*date),
            Typed::Option(id) => Value::Option(id),
            Typed::Options(ids) => Value::Chosen(ids),
            Typed::Parts(_) => Value::Missing,
        }
    }

    /// The one way in which this answer is submitted.
    pub fn canonical(&self) -> Answer {
        match self {
            Typed::Text(text) | Typed::Option(text) => Answer::Text(text.clone()),
            Typed::Bool(value) => Answer::Bool(*value),
            Typed::Number(number) => Answer::Text(number::canonical(*number)),
            Typed::Date(date) => Answer::Text(date.to_string()),
            Typed::Options(ids) => Answer::Chosen(ids.clone()),
            Typed::Parts(parts) => Answer::parts(parts.iter().map(|(part, text)| (*part, text))),
        }
    }
}

/// What an answer was read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub value: Option<Typed>,
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A number that was calculated, if it could be.
    pub fn calculated(number: Option<Decimal>) -> Self {
        Reading {
            value: number.map(Typed::Number),
            problems: Vec::new(),
        }
    }

    fn refused(code: ProblemCode) -> Self {
        Reading {
            value: None,
            problems: vec![Problem::error(code)],
        }
    }

    /// A value with the bounds it breaks.
    fn bounded(value: Typed, broken: impl IntoIterator<Item = ProblemCode>) -> Self {
        Reading {
            value: Some(value),
            problems: broken.into_iter().map(Problem::error).collect(),
        }
    }
}

/// True when the person gave an answer here. A consent is given by a tick only.
pub(crate) fn is_answered(field: &Field, answer: &Answer) -> bool {
    match &field.kind {
        FieldKind::StaticText(_) | FieldKind::Notice(_) | FieldKind::Calculated(_) => false,
        FieldKind::Consent(_) => truth(answer) != Some(false) && !answer.is_blank(),
        _ => !answer.is_blank(),
    }
}

/// Reads an answer that is not blank. Groups are read item by item elsewhere.
pub(crate) fn read(
    field: &Field,
    answer: &Answer,
    pattern: Option<&LazyRegex<'_>>,
    hidden: &[&OptionId],
    context: &Context<'_>,
) -> Reading {
    let offered = |source: &OptionSource, id: &str| is_offered(source, id, hidden, context);
    match (&field.kind, answer) {
        (FieldKind::ShortText(rules), Answer::Text(text)) => read_text(one_line(text), rules, pattern, MAX_SHORT_TEXT),
        (FieldKind::LongText(rules), Answer::Text(text)) => read_text(many_lines(text), rules, pattern, MAX_LONG_TEXT),
        (FieldKind::Number(rules), Answer::Text(text)) => read_number(text, rules),
        (FieldKind::Date(rules), Answer::Text(_) | Answer::Parts(_)) => read_date(answer, rules, context.today),
        (FieldKind::YesNo(_) | FieldKind::Consent(_), _) => match truth(answer) {
            Some(value) => Reading::bounded(Typed::Bool(value), None),
            None => Reading::refused(ProblemCode::WrongType),
        },
        (FieldKind::OneOf(one), Answer::Text(id)) if offered(&one.options, id) => {
            Reading::bounded(Typed::Option(id.clone()), None)
        }
        (FieldKind::OneOf(_), Answer::Text(_)) => Reading::refused(ProblemCode::NotAnOption),
        (FieldKind::ManyOf(many), Answer::Chosen(ids)) => read_options(ids, many, hidden, context),
        (FieldKind::Person(rules), Answer::Parts(_)) => read_person(answer, rules, context.demo_codes),
        (FieldKind::Address(_), Answer::Parts(_)) => read_address(answer),
        (FieldKind::Phone(_), Answer::Text(text)) => read_checked(contact::phone(text), ProblemCode::NotAPhone),
        (FieldKind::Email(_), Answer::Text(text)) => read_checked(contact::email(text), ProblemCode::NotAnEmail),
        (FieldKind::StaticText(_) | FieldKind::Notice(_) | FieldKind::Calculated(_), _) => Reading::default(),
        _ => Reading::refused(ProblemCode::WrongType),
    }
}

fn truth(answer: &Answer) -> Option<bool> {
    match answer {
        Answer::Bool(value) => Some(*value),
        Answer::Text(text) if text == names::YES => Some(true),
        Answer::Text(text) if text == names::NO => Some(false),
        _ => None,
    }
}

fn is_offered(source: &OptionSource, id: &str, hidden: &[&OptionId], context: &Context<'_>) -> bool {
    let exists = match source {
        OptionSource::Inline(options) => options.iter().any(|option| option.id.as_str() == id),
        OptionSource::CodeList(name) => context.code_list(name).iter().any(|entry| entry.id.as_str() == id),
    };
    exists && !hidden.iter().any(|option| option.as_str() == id)
}

/// Text without line breaks and other control characters, trimmed.
fn one_line(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.trim().to_owned();
    }
    let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    without_controls(&spaced)
}

/// Text with its line breaks in one spelling, without other control characters, trimmed.
pub fn many_lines(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.trim().to_owned();
    }
    without_controls(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn without_controls(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    kept.trim().to_owned()
}

fn read_text(text: String, rules: &TextRules, regex: Option<&LazyRegex<'_>>, most: u32) -> Reading {
    let length = text.chars().take(most as usize + 1).count() as u32;
    let max = rules.max_length.unwrap_or(most).min(most);
    if length > most {
        return Reading::refused(ProblemCode::TooLong { max });
    }
    let min = rules.min_length.unwrap_or(0);
    let mut broken = Vec::new();
    if length < min {
        broken.push(ProblemCode::TooShort { min });
    } else if length > max {
        broken.push(ProblemCode::TooLong { max });
    } else if let Some(pattern) = &rules.pattern
        && regex.and_then(|regex| regex.matches(&text)) == Some(false)
    {
        broken.push(ProblemCode::Custom {
            message: pattern.message.clone(),
        });
    }
    Reading::bounded(Typed::Text(text), broken)
}

fn read_number(text: &str, rules: &NumberRules) -> Reading {
    let Some(number) = number::parse(text) else {
        return Reading::refused(ProblemCode::NotANumber);
    };
    let mut broken = Vec::new();
    if number::decimals(number) > u32::from(rules.decimals) {
        broken.push(match rules.decimals {
            0 => ProblemCode::NotWhole,
            max => ProblemCode::TooManyDecimals { max },
        });
    }
    broken.extend(
        rules
            .min
            .filter(|min| number < *min)
            .map(|min| ProblemCode::TooSmall { min }),
    );
    broken.extend(
        rules
            .max
            .filter(|max| number > *max)
            .map(|max| ProblemCode::TooLarge { max }),
    );
    Reading::bounded(Typed::Number(number), broken)
}

fn read_date(answer: &Answer, rules: &DateRules, today: Date) -> Reading {
    let date = match answer {
        Answer::Text(text) => parse_date(text.trim()),
        _ => {
            let empty = empty_parts(answer, &Part::DATE);
            if !empty.is_empty() {
                return Reading {
                    value: None,
                    problems: empty,
                };
            }
            date_of(
                answer.part(Part::Day),
                answer.part(Part::Month),
                answer.part(Part::Year),
            )
        }
    };
    let Some(date) = date else {
        return Reading::refused(ProblemCode::NotADate);
    };
    let min = rules.min.as_ref().map(|bound| bound.resolve(today));
    let max = rules.max.as_ref().map(|bound| bound.resolve(today));
    let early = min.filter(|min| date < *min).map(|min| ProblemCode::TooEarly { min });
    let late = max.filter(|max| date > *max).map(|max| ProblemCode::TooLate { max });
    Reading::bounded(Typed::Date(date), early.into_iter().chain(late))
}

/// A date as programs write it, `2026-12-03`, or as people do, `3.12.2026`.
fn parse_date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.strip_suffix('.').unwrap_or(text).split('.');
    let date = date_of(parts.next()?, parts.next()?, parts.next()?);
    date.filter(|_| parts.next().is_none())
}

fn date_of(day: &str, month: &str, year: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| -> Option<i16> {
        let text = text.trim();
        let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|c| c.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let year = digits(year, 4).filter(|year| *year >= 1000)?;
    Date::new(year, digits(month, 2)? as u8, digits(day, 2)? as u8)
}

/// Chosen options in the order people see them, each once.
fn read_options(ids: &[String], many: &ManyOf, hidden: &[&OptionId], context: &Context<'_>) -> Reading {
    let mut left: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let options = context.options(&many.options);
    let offered = options.iter().map(|option| option.id).filter(|id| !hidden.contains(id));
    let chosen: Vec<String> = offered
        .filter(|id| left.remove(id.as_str()))
        .map(|id| id.to_string())
        .collect();
    if !left.is_empty() {
        return Reading::refused(ProblemCode::NotAnOption);
    }
    let count = chosen.len() as u32;
    let few = many
        .min
        .filter(|min| count < *min)
        .map(|min| ProblemCode::TooFewChosen { min });
    let more = many
        .max
        .filter(|max| count > *max)
        .map(|max| ProblemCode::TooManyChosen { max });
    Reading::bounded(Typed::Options(chosen), few.into_iter().chain(more))
}

fn read_checked(usual: Option<String>, otherwise: ProblemCode) -> Reading {
    match usual {
        Some(text) => Reading::bounded(Typed::Text(text), None),
        None => Reading::refused(otherwise),
    }
}
