//! It is done: the head of a receipt.

use leptos::prelude::*;

use super::gate::{Gate, StepState};

/// What was done, and the number it has.
#[component]
pub fn Confirmation(
    /// What was done; the heading of the page.
    #[prop(into)]
    title: String,
    /// What the number is.
    #[prop(into)]
    number_label: String,
    /// The number.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    view! {
        <div class="confirmation">
            <Gate state=StepState::Done/>
            <h1>{title}</h1>
            <p>{number_label}" "<strong class="confirmation__number">{number}</strong></p>
        </div>
    }
    .into_any()
}
