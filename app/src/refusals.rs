//! Why something was not done, in the reader's words.

use domain::CaseRefusal;
use forms::Language;

use crate::texts::{locale, td_string};

/// Somebody changed the thing between reading and writing.
pub fn changed_meanwhile(language: Language) -> &'static str {
    td_string!(locale(language), errors.changed_meanwhile)
}

/// The thing is not in a state that allows it any more.
pub fn conflict(language: Language) -> &'static str {
    td_string!(locale(language), errors.conflict)
}

/// Why a case does not do that now.
pub fn of_case(refusal: CaseRefusal, language: Language) -> &'static str {
    let texts = locale(language);
    match refusal {
        CaseRefusal::Closed => td_string!(texts, errors.case_closed),
        CaseRefusal::AlreadyTaken => td_string!(texts, errors.case_taken),
        CaseRefusal::NotTaken => td_string!(texts, errors.case_not_taken),
        CaseRefusal::NoSuchStep => td_string!(texts, errors.case_no_step),
        CaseRefusal::WaitsForClient => td_string!(texts, errors.case_waits),
        CaseRefusal::NothingAsked => td_string!(texts, errors.case_nothing_asked),
        CaseRefusal::WrongOutcome => td_string!(texts, errors.case_wrong_outcome),
    }
}
