//! A rating from one to five.

use leptos::prelude::*;

use super::question::{OptionalText, QuestionGroup, Words};

/// A question answered with a number from 1 to 5: radio buttons that look like steps.
#[component]
pub fn Scale(
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
    /// What 1 means.
    #[prop(into)]
    lowest: String,
    /// What 5 means.
    #[prop(into)]
    highest: String,
    /// The chosen number.
    #[prop(optional_no_strip, into)]
    value: Option<u8>,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        ..Words::default()
    };
    let meaning = [Some(lowest), None, None, None, Some(highest)];
    let step = |(number, meaning): (u8, Option<String>)| {
        let id = if number == 1 {
            name.clone()
        } else {
            format!("{name}-{number}")
        };
        view! {
            <div class="scale__step">
                <input class="scale__input" r#type="radio" id=id.clone() name=name.clone() value=number checked=value == Some(number)/>
                <label class="scale__label" for=id>
                    <span class="scale__number">{number}</span>
                    {meaning.map(|meaning| view! { <span class="scale__meaning">{meaning}</span> })}
                </label>
            </div>
        }
    };
    let steps = (1..=5).zip(meaning).map(step).collect_view();
    view! {
        <QuestionGroup words error>
            <div class="scale">{steps}</div>
        </QuestionGroup>
    }
    .into_any()
}
