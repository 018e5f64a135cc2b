//! How far one is in a form.

use leptos::prelude::*;

use super::gate::{Gate, StepState};
use crate::texts::{current, td_string};

/// "Step 2 of 5", with a gate for each step.
#[component]
pub fn Progress(
    /// The step one is at, from 1.
    #[prop(into)]
    step: Signal<u32>,
    /// How many there are now; answers may change it.
    #[prop(into)]
    of: Signal<u32>,
) -> impl IntoView {
    let locale = current();
    view! {
        <div class="progress">
            <p class="progress__words">{move || td_string!(locale, components.step_of, step = step.get(), of = of.get())}</p>
            <div class="progress__gates" aria-hidden="true">
                {move || (1..=of.get()).map(|number| view! { <Gate state=state(number, step.get())/> }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn state(number: u32, step: u32) -> StepState {
    match number.cmp(&step) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Now,
        std::cmp::Ordering::Greater => StepState::Next,
    }
}
