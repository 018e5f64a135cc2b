//! What a form need not ask: answers that are known from who fills it in, and for whom.

use domain::{Answers, FormDefinition, Party};
use forms::{Answer, FieldKind, Part};

/// The option that [`APPLICANT_KIND`] chooses for a company or another organisation.
const ORGANISATION: &str = "organisation";
/// The option that [`APPLICANT_KIND`] chooses for a person.
const PERSON: &str = "person";

/// What a choice is prefilled with that depends on for whom the form is filled.
const APPLICANT_KIND: &str = "applicant.kind";
/// The company or organisation acted for, with number and name; nothing for who acts as themself.
const APPLICANT_COMPANY: &str = "applicant.company";

/// The first answers of a form that is filled for this party, by the `prefill` of its fields. Where a field can only be
/// read they are also the last ones.
pub fn first_answers(form: &FormDefinition, applicant: &Party) -> Answers {
    let known = form.fields().filter_map(|(_, field)| {
        let answer = answer(field.prefill.as_deref()?, &field.kind, applicant)?;
        Some((field.id.clone(), answer))
    });
    known.collect()
}

/// Whether any answer of the form is known from who fills it in.
pub fn has_first_answers(form: &FormDefinition) -> bool {
    form.fields().any(|(_, field)| field.prefill.is_some())
}

fn answer(prefill: &str, kind: &FieldKind, applicant: &Party) -> Option<Answer> {
    match (prefill, kind, applicant) {
        (APPLICANT_KIND, FieldKind::OneOf(_), Party::Organisation(_)) => Some(ORGANISATION.into()),
        (APPLICANT_KIND, FieldKind::OneOf(_), Party::Person(_)) => Some(PERSON.into()),
        (APPLICANT_COMPANY, FieldKind::Company(_), Party::Organisation(company)) => Some(Answer::parts([
            (Part::RegistrationNumber, company.registration_number.as_str()),
            (Part::CompanyName, &company.name),
        ])),
        _ => None,
    }
}
