//! When a case will probably end, in words, with what that rests on.

use domain::{Forecast, ForecastBasis};
use leptos::prelude::*;

use super::shown::ShownCase;
use super::words::Side;
use crate::components::tag::{Tag, Tone};
use crate::components::times::ForecastDates;
use crate::format;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// The two days, where there is enough to tell them from.
pub(super) fn dates(case: &ShownCase) -> Option<ForecastDates> {
    match case.view.forecast?.basis {
        ForecastBasis::SimilarCases {
            likely_by,
            almost_certainly_by,
            ..
        } => Some(ForecastDates {
            likely: likely_by,
            almost: almost_certainly_by,
        }),
        ForecastBasis::DeclaredTimes { .. } => None,
    }
}

/// The two days in a sentence.
pub(super) fn sentence(case: &ShownCase) -> Option<String> {
    let (locale, language) = (current(), language());
    let ForecastDates { likely, almost } = dates(case)?;
    let until = |date| format::until(date, case.today, language);
    Some(if likely == almost {
        td_string!(locale, cases.forecast_one_day, almost = until(almost))
    } else {
        td_string!(
            locale,
            cases.forecast_two_days,
            likely = until(likely),
            almost = until(almost)
        )
    })
}

/// What the forecast rests on.
pub(super) fn basis(forecast: Forecast) -> String {
    let (locale, language) = (current(), language());
    match forecast.basis {
        ForecastBasis::SimilarCases { similar_cases, .. } => {
            let count = u64::from(similar_cases);
            match plural(language, count) {
                Plural::One => td_string!(locale, cases.forecast_basis_one, count = count),
                Plural::Other => td_string!(locale, cases.forecast_basis_many, count = count),
            }
        }
        ForecastBasis::DeclaredTimes { working_days: 0 } => td_string!(locale, cases.forecast_declared_over).to_owned(),
        ForecastBasis::DeclaredTimes { working_days } => {
            let days = format::working_days(working_days.into(), language);
            td_string!(locale, cases.forecast_declared, days = days)
        }
    }
}

/// What there is to know about the forecast beside its days: on what it rests and on what condition, and whether the
/// legal day is at risk.
pub(super) fn about_forecast(case: &ShownCase, side: Side) -> Option<impl IntoView + use<>> {
    let locale = current();
    let forecast = case.view.forecast?;
    let condition = forecast.if_answered_today.then(|| match side {
        Side::Client => td_string!(locale, cases.forecast_if_you_answer),
        Side::Agency => td_string!(locale, cases.forecast_if_client_answers),
    });
    let meaning = dates(case)
        .filter(|dates| dates.likely < dates.almost)
        .map(|_| td_string!(locale, cases.forecast_meaning));
    let at_risk = forecast.legal_at_risk && !case.view.deadlines.legal_overdue;
    Some(view! {
        <p>{basis(forecast)}{meaning.map(|text| view! { " "{text} })}{condition.map(|text| view! { " "{text} })}</p>
        {at_risk.then(|| view! { <p><Tag tone=Tone::Late>{td!(locale, cases.forecast_at_risk)}</Tag></p> })}
    })
}
