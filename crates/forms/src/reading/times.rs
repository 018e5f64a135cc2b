//! Answers that are dates, months, stretches of days and times of day.

use std::collections::BTreeMap;

use super::parts::empty_parts;
use super::{Reading, Typed};
use crate::answers::Answer;
use crate::clock::TimeOfDay;
use crate::date::Date;
use crate::kind::{DateBound, DateRangeRules, DateRules, MonthRules, TimeRules};
use crate::path::Part;
use crate::problem::{Problem, ProblemCode};

pub(super) fn read_date(answer: &Answer, rules: &DateRules, today: Date) -> Reading {
    let date = match answer {
        Answer::Text(text) => parse_date(text.trim()),
        _ => {
            let empty = empty_parts(answer, &Part::DATE);
            if !empty.is_empty() {
                return Reading::incomplete(empty);
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

/// A month as programs write it, `2026-12`, or a date in it, or its two boxes.
pub(super) fn read_month(answer: &Answer, rules: &MonthRules, today: Date) -> Reading {
    let month = match answer {
        Answer::Text(text) => parse_month(text.trim()),
        _ => {
            let empty = empty_parts(answer, &Part::MONTH);
            if !empty.is_empty() {
                return Reading::incomplete(empty);
            }
            date_of("1", answer.part(Part::Month), answer.part(Part::Year))
        }
    };
    let Some(month) = month else {
        return Reading::refused(ProblemCode::NotAMonth);
    };
    let bound = |bound: &Option<DateBound>| bound.as_ref().map(|bound| bound.resolve(today).first_of_month());
    let early = bound(&rules.min).filter(|min| month < *min);
    let late = bound(&rules.max).filter(|max| month > *max);
    let early = early.map(|min| ProblemCode::TooEarly { min });
    let late = late.map(|max| ProblemCode::TooLate { max });
    Reading::bounded(Typed::Month(month), early.into_iter().chain(late))
}

fn parse_month(text: &str) -> Option<Date> {
    if let Some(date) = parse_date(text) {
        return Some(date.first_of_month());
    }
    match text.split_once('.') {
        Some((month, year)) => date_of("1", month, year),
        None => format!("{text}-01").parse().ok(),
    }
}

pub(super) fn read_time(text: &str, rules: &TimeRules) -> Reading {
    let Some(time) = TimeOfDay::read(text) else {
        return Reading::refused(ProblemCode::NotATime);
    };
    let early = rules.min.filter(|min| time < *min);
    let late = rules.max.filter(|max| time > *max);
    let early = early.map(|min| ProblemCode::TooEarlyInDay { min });
    let late = late.map(|max| ProblemCode::TooLateInDay { max });
    Reading::bounded(Typed::Time(time), early.into_iter().chain(late))
}

/// Two dates, each whole (`from`, `to`) or in its three boxes.
pub(super) fn read_date_range(answer: &Answer, rules: &DateRangeRules, today: Date) -> Reading {
    let days = [(Part::From, &Part::DATE_RANGE[..3]), (Part::To, &Part::DATE_RANGE[3..])];
    let mut found = [None; 2];
    let mut problems = Vec::new();
    for (place, (day, boxes)) in days.into_iter().enumerate() {
        let whole = answer.part(day).trim();
        let in_boxes = boxes.iter().any(|part| !answer.part(*part).trim().is_empty());
        if !in_boxes && !whole.is_empty() {
            found[place] = parse_date(whole);
        } else {
            let empty = empty_parts(answer, boxes);
            if !empty.is_empty() {
                problems.extend(empty);
                continue;
            }
            found[place] = date_of(answer.part(boxes[0]), answer.part(boxes[1]), answer.part(boxes[2]));
        }
        if found[place].is_none() {
            problems.push(Problem::error(ProblemCode::NotADate).of_part(boxes[0]));
        }
    }
    match found {
        [Some(from), Some(to)] => bounded_range(from, to, rules, today),
        _ => Reading::incomplete(problems),
    }
}

fn bounded_range(from: Date, to: Date, rules: &DateRangeRules, today: Date) -> Reading {
    let min = rules.min.as_ref().map(|bound| bound.resolve(today));
    let max = rules.max.as_ref().map(|bound| bound.resolve(today));
    let mut problems = Vec::new();
    let mut wrong = |code, part| problems.push(Problem::error(code).of_part(part));
    if let Some(min) = min.filter(|min| from < *min) {
        wrong(ProblemCode::TooEarly { min }, Part::FromDay);
    }
    if let Some(max) = max.filter(|max| to > *max) {
        wrong(ProblemCode::TooLate { max }, Part::ToDay);
    }
    if to < from {
        wrong(ProblemCode::EndsBeforeStart, Part::ToDay);
    } else if let Some(max) = rules.max_days.filter(|max| to.days_since(from) >= i64::from(*max)) {
        wrong(ProblemCode::TooManyDays { max }, Part::ToDay);
    }
    let value = BTreeMap::from([(Part::From, from.to_string()), (Part::To, to.to_string())]);
    Reading {
        value: Some(Typed::Parts(value)),
        problems,
    }
}
