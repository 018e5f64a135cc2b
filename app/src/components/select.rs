//! One of many options, in a list to open.

use leptos::prelude::*;

use super::question::{OptionalText, Question, Words};
use super::radios::Choice;
use crate::texts::{current, td_string};

/// A question answered from a list.
#[component]
pub fn Select(
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
    /// The chosen option's value.
    #[prop(optional_no_strip, into)]
    value: Option<String>,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// The words of the empty option; "choose" if not given.
    #[prop(optional, into)]
    none: OptionalText,
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
    let described = words.described_by(error);
    view! {
        <Question words error>
            <select
                class="input select"
                id=name.clone()
                name=name
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            >
                <option value="">{match none.0 {
                    Some(none) => none.into_any(),
                    None => td_string!(current(), components.choose).into_any(),
                }}</option>
                {choices.into_iter().map(|choice| {
                    let selected = value.as_ref() == Some(&choice.value);
                    let hidden = choice.hidden && !selected;
                    view! { <option value=choice.value selected=selected hidden=hidden disabled=hidden>{choice.label}</option> }
                }).collect_view()}
            </select>
        </Question>
    }
    .into_any()
}
