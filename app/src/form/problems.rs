//! What is wrong with an answer, in the reader's words: what it is and how to put it right.

use forms::field::PersonCode;
use forms::{Date, FieldKind, FieldPath, FieldProblem, FormDefinition, Language, Part, Problem, ProblemCode, number};

use super::filling::field_kind;
use crate::texts::{locale, td_string};

/// A problem in words.
pub fn in_words(definition: &FormDefinition, path: &FieldPath, problem: &Problem, language: Language) -> String {
    let is_month = matches!(field_kind(definition, path), Some(FieldKind::Month(_)));
    match &problem.code {
        ProblemCode::Required => required(definition, path, problem.part, language),
        code if is_month => of_code(code, forms::summary::month_in_words, language),
        code => of_code(code, forms::summary::date_in_words, language),
    }
}

/// A problem in words for whoever does not see the question, such as the author of a program.
pub fn of_problem(problem: &Problem, language: Language) -> String {
    of_code(&problem.code, forms::summary::date_in_words, language)
}

fn of_code(code: &ProblemCode, day: fn(Date, Language) -> String, language: Language) -> String {
    let texts = locale(language);
    let date = |date: Date| day(date, language);
    let count = |count: u32| number::format(count.into(), language);
    match code {
        ProblemCode::Required => td_string!(texts, form.needed).to_owned(),
        ProblemCode::UnknownField => td_string!(texts, form.unknown_field).to_owned(),
        ProblemCode::WrongType => td_string!(texts, form.wrong_type).to_owned(),
        ProblemCode::TooShort { min } => td_string!(texts, form.too_short, min = count(*min)),
        ProblemCode::TooLong { max } => td_string!(texts, form.too_long, max = count(*max)),
        ProblemCode::NotANumber => td_string!(texts, form.not_a_number).to_owned(),
        ProblemCode::NotWhole => td_string!(texts, form.not_whole).to_owned(),
        ProblemCode::TooManyDecimals { max } => td_string!(texts, form.too_many_decimals, max = *max),
        ProblemCode::TooSmall { min } => td_string!(texts, form.too_small, min = number::format(*min, language)),
        ProblemCode::TooLarge { max } => td_string!(texts, form.too_large, max = number::format(*max, language)),
        ProblemCode::NotADate => td_string!(texts, form.not_a_date).to_owned(),
        ProblemCode::TooEarly { min } => td_string!(texts, form.too_early, min = date(*min)),
        ProblemCode::TooLate { max } => td_string!(texts, form.too_late, max = date(*max)),
        ProblemCode::NotAMonth => td_string!(texts, form.not_a_month).to_owned(),
        ProblemCode::NotATime => td_string!(texts, form.not_a_time).to_owned(),
        ProblemCode::TooEarlyInDay { min } => td_string!(texts, form.too_early_in_day, min = min.to_string()),
        ProblemCode::TooLateInDay { max } => td_string!(texts, form.too_late_in_day, max = max.to_string()),
        ProblemCode::EndsBeforeStart => td_string!(texts, form.ends_before_start).to_owned(),
        ProblemCode::TooManyDays { max } => td_string!(texts, form.too_many_days, max = count(*max)),
        ProblemCode::NotAnOption => td_string!(texts, form.not_an_option).to_owned(),
        ProblemCode::TooFewChosen { min } => td_string!(texts, form.too_few_chosen, min = count(*min)),
        ProblemCode::TooManyChosen { max } => td_string!(texts, form.too_many_chosen, max = count(*max)),
        ProblemCode::NotAPersonalCode => td_string!(texts, form.not_a_personal_code).to_owned(),
        ProblemCode::PersonalCodeDoubtful => td_string!(texts, form.personal_code_doubtful).to_owned(),
        ProblemCode::DemoPersonalCode => td_string!(texts, form.demo_personal_code).to_owned(),
        ProblemCode::NotAPostalCode => td_string!(texts, form.not_a_postal_code).to_owned(),
        ProblemCode::NotAnAddressCode => td_string!(texts, form.not_an_address_code).to_owned(),
        ProblemCode::NotARegistrationNumber => td_string!(texts, form.not_a_registration_number).to_owned(),
        ProblemCode::NotAnIban => td_string!(texts, form.not_an_iban).to_owned(),
        ProblemCode::NotALatvianAccount => td_string!(texts, form.not_a_latvian_account).to_owned(),
        ProblemCode::NotACoordinate => td_string!(texts, form.not_a_coordinate).to_owned(),
        ProblemCode::NotInLatvia => td_string!(texts, form.not_in_latvia).to_owned(),
        ProblemCode::NotAUrl => td_string!(texts, form.not_a_url).to_owned(),
        ProblemCode::NotAFile => td_string!(texts, form.wrong_type).to_owned(),
        ProblemCode::TooManyFiles { max } => td_string!(texts, form.too_many_files, max = count(*max)),
        ProblemCode::NotAPhone => td_string!(texts, form.not_a_phone).to_owned(),
        ProblemCode::NotAnEmail => td_string!(texts, form.not_an_email).to_owned(),
        ProblemCode::TooFewItems { min } => td_string!(texts, form.too_few_items, min = count(*min)),
        ProblemCode::TooManyItems { max } => td_string!(texts, form.too_many_items, max = count(*max)),
        ProblemCode::Custom { message } => message.get(language).to_owned(),
    }
}

/// What is missing, named: a summary with five times "answer this" helps nobody.
fn required(definition: &FormDefinition, path: &FieldPath, part: Option<Part>, language: Language) -> String {
    let texts = locale(language);
    let is_month = matches!(field_kind(definition, path), Some(FieldKind::Month(_)));
    if let Some(part) = part {
        return match part {
            Part::Given => td_string!(texts, form.need_given),
            Part::Family => td_string!(texts, form.need_family),
            Part::Code => td_string!(texts, form.need_code),
            Part::Street => td_string!(texts, form.need_street),
            Part::Place => td_string!(texts, form.need_place),
            Part::PostalCode => td_string!(texts, form.need_postal_code),
            Part::AddressCode => td_string!(texts, form.need_address),
            Part::RegistrationNumber => td_string!(texts, form.need_registration_number),
            Part::CompanyName => td_string!(texts, form.need_company_name),
            Part::Latitude => td_string!(texts, form.need_latitude),
            Part::Longitude => td_string!(texts, form.need_longitude),
            Part::Month | Part::Year if is_month => td_string!(texts, form.not_a_month),
            Part::Day | Part::Month | Part::Year => td_string!(texts, form.not_a_date),
            Part::From | Part::FromDay | Part::FromMonth | Part::FromYear => td_string!(texts, form.need_first_day),
            Part::To | Part::ToDay | Part::ToMonth | Part::ToYear => td_string!(texts, form.need_last_day),
        }
        .to_owned();
    }
    let label = label(definition, path, language);
    match field_kind(definition, path) {
        Some(FieldKind::OneOf(_) | FieldKind::ManyOf(_) | FieldKind::YesNo(_) | FieldKind::Country(_)) => {
            td_string!(texts, form.need_choice, label = label)
        }
        Some(FieldKind::Consent(_)) => td_string!(texts, form.need_consent).to_owned(),
        Some(FieldKind::Signature(_)) => td_string!(texts, form.need_signature).to_owned(),
        Some(FieldKind::DateRange(_)) => td_string!(texts, form.need_date_range).to_owned(),
        Some(FieldKind::Company(_)) => td_string!(texts, form.need_registration_number).to_owned(),
        Some(FieldKind::MapPoint(_)) => td_string!(texts, form.need_map_point).to_owned(),
        Some(FieldKind::Iban(_)) => td_string!(texts, form.need_iban).to_owned(),
        Some(FieldKind::Date(_)) => td_string!(texts, form.need_date, label = label),
        Some(FieldKind::Person(rules)) => match rules.code {
            PersonCode::Required => td_string!(texts, form.need_person_with_code),
            PersonCode::Optional | PersonCode::NotAsked => td_string!(texts, form.need_person),
        }
        .to_owned(),
        Some(FieldKind::Address(_)) => td_string!(texts, form.need_address).to_owned(),
        Some(FieldKind::Email(_)) => td_string!(texts, form.need_email).to_owned(),
        Some(FieldKind::Phone(_)) => td_string!(texts, form.need_phone).to_owned(),
        _ => td_string!(texts, form.need_answer, label = label),
    }
}

fn label(definition: &FormDefinition, path: &FieldPath, language: Language) -> String {
    definition
        .field_at(path)
        .map_or("", |field| field.label.get(language))
        .trim_end_matches([':', '.'])
        .to_owned()
}

/// All errors of answers that could not be submitted, in words.
pub fn of_answers(definition: &FormDefinition, problems: &[FieldProblem], language: Language) -> Vec<String> {
    let errors = problems.iter().filter(|found| found.problem.is_error());
    errors
        .map(|found| in_words(definition, &found.path, &found.problem, language))
        .collect()
}
