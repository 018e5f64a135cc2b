//! Answers in several boxes: people, companies, addresses, points.

use std::collections::BTreeMap;

use super::{Reading, Typed, one_line};
use crate::answers::Answer;
use crate::kind::{
    AddressCode, AddressRules, CompanyName, CompanyRules, MapArea, MapPointRules, PersonCode, PersonRules,
};
use crate::path::Part;
use crate::personal_code::{self, CodeVerdict};
use crate::problem::{Problem, ProblemCode};
use crate::{address_code, contact, number, registration_number};

/// The longest name, street or place, in characters.
const MAX_PART: u32 = 200;

pub(super) fn read_person(answer: &Answer, rules: &PersonRules, demo_codes: bool) -> Reading {
    let mut reading = match rules.code {
        PersonCode::Required => read_parts(answer, &Part::PERSON),
        PersonCode::Optional | PersonCode::NotAsked => read_parts(answer, &[Part::Given, Part::Family]),
    };
    let code = answer.part(Part::Code);
    if rules.code == PersonCode::NotAsked || code.trim().is_empty() {
        return reading;
    }
    let problem = match personal_code::judge(code) {
        CodeVerdict::Valid => None,
        CodeVerdict::Demo if demo_codes => None,
        CodeVerdict::Demo => Some(Problem::error(ProblemCode::DemoPersonalCode)),
        CodeVerdict::Doubtful => Some(Problem::warning(ProblemCode::PersonalCodeDoubtful)),
        CodeVerdict::Invalid => Some(Problem::error(ProblemCode::NotAPersonalCode)),
    };
    reading.settle(Part::Code, personal_code::canonical(code), problem);
    reading
}

pub(super) fn read_company(answer: &Answer, rules: &CompanyRules) -> Reading {
    let mut reading = match rules.name {
        CompanyName::Required => read_parts(answer, &Part::COMPANY),
        CompanyName::NotAsked => read_parts(answer, &Part::COMPANY[..1]),
    };
    let typed = answer.part(Part::RegistrationNumber);
    if !typed.trim().is_empty() {
        let usual = registration_number::read(typed);
        let problem = usual
            .is_none()
            .then(|| Problem::error(ProblemCode::NotARegistrationNumber));
        reading.settle(Part::RegistrationNumber, usual, problem);
    }
    reading
}

/// The lines as people write them, or the code of an address that was looked up, with or without its lines.
pub(super) fn read_address(answer: &Answer, rules: &AddressRules) -> Reading {
    let code = answer.part(Part::AddressCode).trim();
    let looked_up = rules.code == AddressCode::Lookup && !code.is_empty();
    let lines = &Part::ADDRESS[..3];
    let mut reading = if looked_up {
        let given = |part: &&Part| !answer.part(**part).trim().is_empty();
        read_parts(answer, &lines.iter().filter(given).copied().collect::<Vec<_>>())
    } else {
        read_parts(answer, lines)
    };
    if looked_up {
        let usual = address_code::read(code);
        let problem = usual.is_none().then(|| Problem::error(ProblemCode::NotAnAddressCode));
        reading.settle(Part::AddressCode, usual, problem);
    }
    let postal = answer.part(Part::PostalCode);
    if !postal.trim().is_empty() {
        let usual = contact::postal_code(postal);
        let problem = usual.is_none().then(|| Problem::error(ProblemCode::NotAPostalCode));
        reading.settle(Part::PostalCode, usual, problem);
    }
    reading
}

/// How many digits of a degree are kept: a tenth of a metre.
const DEGREE_DECIMALS: u32 = 6;

/// Degrees with a decimal mark, at most six digits after it.
pub(super) fn read_map_point(answer: &Answer, rules: &MapPointRules) -> Reading {
    let mut reading = read_parts(answer, &Part::MAP_POINT);
    let frame = match rules.within {
        MapArea::Latvia => [(55, 59), (19, 29)],
        MapArea::World => [(-90, 90), (-180, 180)],
    };
    let globe = [90, 180];
    for (place, part) in Part::MAP_POINT.into_iter().enumerate() {
        let typed = answer.part(part);
        if typed.trim().is_empty() {
            continue;
        }
        let degrees = number::parse(typed.trim().trim_end_matches('°'))
            .filter(|degrees| degrees.abs() <= globe[place].into())
            .map(|degrees| degrees.round_dp(DEGREE_DECIMALS));
        let (from, to) = frame[place];
        let problem = match degrees {
            None => Some(ProblemCode::NotACoordinate),
            Some(degrees) if degrees < from.into() || degrees > to.into() => Some(ProblemCode::NotInLatvia),
            Some(_) => None,
        };
        reading.settle(part, degrees.map(number::canonical), problem.map(Problem::error));
    }
    reading
}

impl Reading {
    /// Puts the checked text of a part, or takes the whole value away when the part is not well formed.
    fn settle(&mut self, part: Part, text: Option<String>, problem: Option<Problem>) {
        self.problems.retain(|known| known.part != Some(part));
        self.problems.extend(problem.map(|problem| problem.of_part(part)));
        match (text, &mut self.value) {
            (Some(text), Some(Typed::Parts(parts))) => {
                parts.insert(part, text);
            }
            _ => self.value = None,
        }
    }
}

/// Reads boxes that all must be filled.
fn read_parts(answer: &Answer, parts: &[Part]) -> Reading {
    let mut problems = empty_parts(answer, parts);
    let mut texts = BTreeMap::new();
    for part in parts {
        let text = one_line(answer.part(*part));
        if text.chars().count() > MAX_PART as usize {
            problems.push(Problem::error(ProblemCode::TooLong { max: MAX_PART }).of_part(*part));
        }
        texts.insert(*part, text);
    }
    let value = problems.is_empty().then_some(Typed::Parts(texts));
    Reading { value, problems }
}

pub(super) fn empty_parts(answer: &Answer, parts: &[Part]) -> Vec<Problem> {
    let empty = parts.iter().filter(|part| answer.part(**part).trim().is_empty());
    empty
        .map(|part| Problem::error(ProblemCode::Required).of_part(*part))
        .collect()
}
