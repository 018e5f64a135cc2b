//! Any number of options, and a single statement to agree to.

use leptos::prelude::*;

use super::question::{OptionalText, QuestionGroup, Words};
use super::radios::{Choice, Choices, Many};
use crate::texts::{current, td_string};

/// A question answered by ticking any number of options.
#[component]
pub fn Checkboxes(
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
    /// The values of the ticked options.
    #[prop(optional)]
    values: Vec<String>,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// What there is to choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        optional,
        heading,
    };
    view! {
        <QuestionGroup words error>
            <div class="choices"><Choices name choices chosen=values many=Many::Several/></div>
        </QuestionGroup>
    }
    .into_any()
}

/// A statement to agree to with a tick.
#[component]
pub fn Consent(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// The statement.
    #[prop(into)]
    label: String,
    /// The value a tick sends.
    #[prop(into)]
    value: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// What is wrong.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let error_id = format!("{name}-error");
    let (described, text_id) = (error_id.clone(), error_id);
    let word = td_string!(current(), components.error);
    view! {
        <div class=move || if error.get().is_some() { "question question--error" } else { "question" }>
            {move || {
                let id = text_id.clone();
                error.get().map(|error| view! {
                    <p class="question__error" id=id>
                        <span class="visually-hidden">{word}" "</span>{error}
                    </p>
                })
            }}
            <div class="choice">
                <input
                    class="choice__input"
                    r#type="checkbox"
                    id=name.clone()
                    name=name.clone()
                    value=value
                    checked=checked
                    aria-describedby=move || error.get().map(|_| described.clone())
                    aria-invalid=move || error.get().map(|_| "true")
                />
                <label class="choice__label" for=name>{label}</label>
            </div>
        </div>
    }
    .into_any()
}
