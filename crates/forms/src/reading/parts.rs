//! Answers in several boxes: people and addresses.

use std::collections::BTreeMap;

use super::{Reading, Typed, one_line};
use crate::answers::Answer;
use crate::contact;
use crate::kind::{PersonCode, PersonRules};
use crate::path::Part;
use crate::personal_code::{self, CodeVerdict};
use crate::problem::{Problem, ProblemCode};

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

pub(super) fn read_address(answer: &Answer) -> Reading {
    let mut reading = read_parts(answer, &Part::ADDRESS);
    let code = answer.part(Part::PostalCode);
    if !code.trim().is_empty() {
        let usual = contact::postal_code(code);
        let problem = usual.is_none().then(|| Problem::error(ProblemCode::NotAPostalCode));
        reading.settle(Part::PostalCode, usual, problem);
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
