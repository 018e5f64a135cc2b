//! A date, typed as day, month and year.

use leptos::prelude::*;

use super::question::{OptionalText, QuestionGroup, Words};
use crate::texts::{current, td_string};

/// The typed parts of a date, kept as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateText {
    /// The day.
    pub day: String,
    /// The month.
    pub month: String,
    /// The year.
    pub year: String,
}

/// A question answered with a date. It sends `name.day`, `name.month` and `name.year`.
#[component]
pub fn DateInput(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: OptionalText,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The answer so far.
    #[prop(optional)]
    value: DateText,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// Whether it is the person's date of birth, which browsers can fill in.
    #[prop(optional)]
    birthday: bool,
) -> impl IntoView {
    let locale = current();
    let hint = hint
        .0
        .or_else(|| Some(td_string!(locale, components.date_hint).to_owned()));
    let words = Words {
        name: name.clone(),
        label,
        hint,
        optional,
        heading,
    };
    let part = |key: &str, label: &'static str, value: String, long: bool| {
        let id = if key == "day" {
            name.clone()
        } else {
            format!("{name}.{key}")
        };
        let autocomplete = birthday.then(|| format!("bday-{key}"));
        let class = if long {
            "input date-input__year"
        } else {
            "input date-input__part"
        };
        view! {
            <div>
                <label class="date-input__label" for=id.clone()>{label}</label>
                <input
                    class=class
                    id=id
                    name=format!("{name}.{key}")
                    r#type="text"
                    inputmode="numeric"
                    value=value
                    autocomplete=autocomplete
                    aria-invalid=move || error.get().map(|_| "true")
                />
            </div>
        }
    };
    let parts = (
        part("day", td_string!(locale, components.day), value.day, false),
        part("month", td_string!(locale, components.month), value.month, false),
        part("year", td_string!(locale, components.year), value.year, true),
    );
    view! {
        <QuestionGroup words error>
            <div class="date-input">{parts}</div>
        </QuestionGroup>
    }
    .into_any()
}
