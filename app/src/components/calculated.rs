//! A number that follows from the answers, such as a fee.

use leptos::prelude::*;

use super::question::OptionalText;
use crate::texts::{current, td_string};

/// A number worked out from the answers. The runner of forms writes it anew while one answers; screen readers say it.
#[component]
pub fn CalculatedNumber(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// What the number is.
    #[prop(into)]
    label: String,
    /// What it rests on.
    #[prop(optional, into)]
    hint: OptionalText,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The number with its unit, once there is one.
    value: Option<String>,
) -> impl IntoView {
    let none = td_string!(current(), form.not_calculated);
    let label_id = format!("{name}-label");
    let missing = value.is_none().then_some("");
    let text = value.unwrap_or_else(|| none.to_owned());
    view! {
        <div class="calculated">
            <p class="calculated__label" id=label_id.clone()>{label}</p>
            {hint.0.map(|hint| view! { <p class="question__hint">{hint}</p> })}
            {move || error.get().map(|error| view! { <p class="question__error">{error}</p> })}
            <output
                class="calculated__value"
                id=name
                tabindex="-1"
                aria-labelledby=label_id
                data-calculated
                data-none=missing
                data-words-none=none
            >
                {text}
            </output>
        </div>
    }
    .into_any()
}
