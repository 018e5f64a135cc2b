//! Several lines of text.

use leptos::prelude::*;

use super::question::{OptionalText, Question, Words};
use crate::format;
use crate::texts::{current, language, td_string};

/// A question answered in several lines.
#[component]
pub fn Textarea(
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
    #[prop(optional, into)]
    value: String,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// Lines shown at once.
    #[prop(default = 5)]
    rows: u32,
    /// The most characters, said below the field. The browser does not cut: pasted text is never lost.
    #[prop(optional_no_strip, into)]
    max_length: Option<u32>,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        optional,
        heading,
    };
    let limit_id = max_length.map(|_| format!("{name}-limit"));
    let (described, limit) = (words.described_by(error), limit_id.clone());
    let described = move || match (described(), &limit) {
        (Some(ids), Some(limit)) => Some(format!("{ids} {limit}")),
        (ids, limit) => ids.or_else(|| limit.clone()),
    };
    view! {
        <Question words error>
            <textarea
                class="input textarea"
                id=name.clone()
                name=name
                rows=rows
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            >{value}</textarea>
            {max_length.map(|count| view! {
                <p class="textarea__limit" id=limit_id>{td_string!(current(), components.max_length, count = format::number(count.into(), language()))}</p>
            })}
        </Question>
    }
    .into_any()
}
