//! Reads an answer as a value of its field's kind, and says what is wrong with it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::answers::Answer;
use crate::choice::{ManyOf, OptionSource};
use crate::clock::TimeOfDay;
use crate::context::Context;
use crate::date::Date;
use crate::field::Field;
use crate::ids::OptionId;
use crate::kind::{Accounts, FieldKind, FileRules, IbanRules};
use crate::limits::{MAX_LONG_TEXT, MAX_SHORT_TEXT};
use crate::path::Part;
use crate::problem::{Problem, ProblemCode};
use crate::regex::LazyRegex;
use crate::shown::HiddenType;
use crate::value::Value;
use crate::{contact, iban, names, number};

mod numbers;
mod parts;
pub(crate) mod text;
mod times;
use numbers::{read_money, read_number};
use parts::{read_address, read_company, read_map_point, read_person};
use text::{many_lines, one_line, read_text};
use times::{read_date, read_date_range, read_month, read_time};

/// A well-formed answer. It may still break a bound such as `min`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Typed {
    Text(String),
    Bool(bool),
    Number(Decimal),
    Date(Date),
    /// A month, by its first day.
    Month(Date),
    Time(TimeOfDay),
    Option(String),
    Options(Vec<String>),
    /// Uploads, by the names they were given.
    Files(Vec<String>),
    /// A person, a company, an address, a stretch of days, a point.
    Parts(BTreeMap<Part, String>),
}

impl Typed {
    /// The value for rules. People, companies, addresses and the like have no single value.
    pub fn value(&self) -> Value<'_> {
        match self {
            Typed::Text(text) => Value::Text(Cow::Borrowed(text)),
            Typed::Bool(value) => Value::Bool(*value),
            Typed::Number(number) => Value::Number(*number),
            Typed::Date(date) | Typed::Month(date) => Value::Date(*date),
            Typed::Time(time) => Value::Number(time.minutes().into()),
            Typed::Option(id) => Value::Option(id),
            Typed::Options(ids) => Value::Chosen(ids),
            Typed::Files(files) => Value::List(files.iter().map(|file| Value::Text(Cow::Borrowed(file))).collect()),
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
            Typed::Month(date) => Answer::Text(date.to_string()[..7].to_owned()),
            Typed::Time(time) => Answer::Text(time.to_string()),
            Typed::Options(ids) | Typed::Files(ids) => Answer::Chosen(ids.clone()),
            Typed::Parts(parts) => Answer::parts(parts.iter().map(|(part, text)| (*part, text))),
        }
    }

    /// The answer that a rule gives to a field: its value in the field's own spelling.
    pub fn proposed(kind: &FieldKind, value: &Value<'_>) -> Option<Answer> {
        let typed = match (kind, value) {
            (FieldKind::Month(_), Value::Date(date)) => Typed::Month(date.first_of_month()),
            (FieldKind::Time(_), Value::Number(minutes)) => Typed::Time(TimeOfDay::from_minutes(minutes.to_u16()?)?),
            (_, Value::List(list)) => {
                let ids = list.iter().map(|entry| match entry {
                    Value::Option(id) => Some((*id).to_owned()),
                    _ => None,
                });
                Typed::Options(ids.collect::<Option<_>>()?)
            }
            (_, value) => return value.answer(),
        };
        Some(typed.canonical())
    }

    /// The value of a hidden field, if the rule gave what it should.
    pub fn hidden(gives: HiddenType, value: &Value<'_>) -> Option<Typed> {
        let typed = Typed::single(value)?;
        let fits = matches!(
            (gives, &typed),
            (HiddenType::YesNo, Typed::Bool(_))
                | (HiddenType::Number, Typed::Number(_))
                | (HiddenType::Text, Typed::Text(_))
                | (HiddenType::Date, Typed::Date(_))
                | (HiddenType::Option, Typed::Option(_))
        );
        fits.then_some(typed)
    }

    fn single(value: &Value<'_>) -> Option<Typed> {
        Some(match value {
            Value::Bool(value) => Typed::Bool(*value),
            Value::Number(number) => Typed::Number(*number),
            Value::Date(date) => Typed::Date(*date),
            Value::Text(text) => Typed::Text(text.to_string()),
            Value::Option(id) => Typed::Option((*id).to_owned()),
            Value::Missing | Value::List(_) | Value::Chosen(_) => return None,
        })
    }
}

/// What an answer was read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub value: Option<Typed>,
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A value that was calculated, if it could be.
    pub fn calculated(value: Option<Typed>) -> Self {
        Reading {
            value,
            problems: Vec::new(),
        }
    }

    /// No value yet, since something is missing or wrong.
    fn incomplete(problems: Vec<Problem>) -> Self {
        Reading { value: None, problems }
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

/// True when the person gave an answer here. What needs a tick is given by a tick only.
pub(crate) fn is_answered(field: &Field, answer: &Answer) -> bool {
    match &field.kind {
        kind if !kind.is_question() => false,
        kind if kind.is_tick() => truth(answer) != Some(false) && !answer.is_blank(),
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
    match (&field.kind, answer) {
        (FieldKind::ShortText(rules), Answer::Text(text)) => read_text(one_line(text), rules, pattern, MAX_SHORT_TEXT),
        (FieldKind::LongText(rules), Answer::Text(text)) => read_text(many_lines(text), rules, pattern, MAX_LONG_TEXT),
        (FieldKind::YesNo(_) | FieldKind::Consent(_) | FieldKind::Signature(_), _) => match truth(answer) {
            Some(value) => Reading::bounded(Typed::Bool(value), None),
            None => Reading::refused(ProblemCode::WrongType),
        },
        (FieldKind::ManyOf(many), Answer::Chosen(ids)) => read_options(ids, many, hidden, context),
        (FieldKind::File(rules), Answer::Chosen(names)) => read_files(names, rules),
        (FieldKind::Date(rules), Answer::Text(_) | Answer::Parts(_)) => read_date(answer, rules, context.today),
        (FieldKind::Month(rules), Answer::Text(_) | Answer::Parts(_)) => read_month(answer, rules, context.today),
        (FieldKind::DateRange(rules), Answer::Parts(_)) => read_date_range(answer, rules, context.today),
        (FieldKind::Person(rules), Answer::Parts(_)) => read_person(answer, rules, context.demo_codes),
        (FieldKind::Company(rules), Answer::Parts(_)) => read_company(answer, rules),
        (FieldKind::Address(rules), Answer::Parts(_)) => read_address(answer, rules),
        (FieldKind::MapPoint(rules), Answer::Parts(_)) => read_map_point(answer, rules),
        (kind, Answer::Text(text)) => read_one_text(kind, text, hidden, context),
        (kind, _) if !kind.is_question() => Reading::default(),
        _ => Reading::refused(ProblemCode::WrongType),
    }
}

/// Reads the answer of a kind that is asked in one box.
fn read_one_text(kind: &FieldKind, text: &str, hidden: &[&OptionId], context: &Context<'_>) -> Reading {
    let option = |source: &OptionSource| {
        if is_offered(source, text, hidden, context) {
            Reading::bounded(Typed::Option(text.to_owned()), None)
        } else {
            Reading::refused(ProblemCode::NotAnOption)
        }
    };
    match kind {
        FieldKind::Number(rules) => read_number(text, rules),
        FieldKind::Money(rules) => read_money(text, rules),
        FieldKind::Time(rules) => read_time(text, rules),
        FieldKind::OneOf(one) => option(&one.options),
        FieldKind::Country(_) => kind.options().map_or_else(Reading::default, option),
        FieldKind::Iban(rules) => read_iban(text, rules),
        FieldKind::Phone(_) => read_checked(contact::phone(text), ProblemCode::NotAPhone),
        FieldKind::Email(_) => read_checked(contact::email(text), ProblemCode::NotAnEmail),
        FieldKind::Url(_) => read_checked(contact::url(text), ProblemCode::NotAUrl),
        kind if !kind.is_question() => Reading::default(),
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

fn read_iban(text: &str, rules: &IbanRules) -> Reading {
    match iban::read(text) {
        Some(number) if rules.accounts == Accounts::Latvia && iban::country(&number) != "LV" => {
            Reading::bounded(Typed::Text(number), [ProblemCode::NotALatvianAccount])
        }
        number => read_checked(number, ProblemCode::NotAnIban),
    }
}

/// Names of uploads, in the order given, each once.
fn read_files(names: &[String], rules: &FileRules) -> Reading {
    let is_name =
        |name: &String| (1..=64).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    if !names.iter().all(is_name) {
        return Reading::refused(ProblemCode::NotAFile);
    }
    let mut seen = BTreeSet::new();
    let files: Vec<String> = names.iter().filter(|name| seen.insert(*name)).cloned().collect();
    let max = rules.max_files;
    let more = (files.len() > max as usize).then_some(ProblemCode::TooManyFiles { max });
    Reading::bounded(Typed::Files(files), more)
}
