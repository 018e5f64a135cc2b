//! The gate: the only ornament of the site, always with a meaning. Drawn in SVG, beside words that say the same.

use leptos::prelude::*;

use crate::texts::{current, td_string};

/// The brand: a gate with one leaf open.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <svg class="gate gate--brand" viewBox="0 0 40 40" aria-hidden="true">
            <path d="M6 38V20a14 14 0 0 1 28 0v18" fill="none" stroke="currentColor" stroke-width="5"/>
            <path d="M20 38V15.5L30 12v26z" fill="currentColor"/>
        </svg>
    }
}

/// The open gate of the first page, large and quiet.
#[component]
pub fn Threshold() -> impl IntoView {
    view! {
        <svg class="opening__gate gate--threshold" viewBox="0 0 360 320" aria-hidden="true">
            <path d="M2 320V180a178 178 0 0 1 356 0v142"/>
            <path d="M30 320V178a150 150 0 0 1 300 0v142"/>
            <path d="M58 320V178a122 122 0 0 1 244 0v142"/>
            <path class="gate__way" d="M90 320V178a90 90 0 0 1 180 0v142z"/>
            <path class="gate__leaf" d="M180 320V134l57-19v205z"/>
            <path class="gate__arch" d="M90 320V178a90 90 0 0 1 180 0v142"/>
        </svg>
    }
}

/// How far a step of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us: the gate is closed and ticked.
    Done,
    /// Where we are: the gate stands open.
    Now,
    /// To come: the gate is drawn.
    Next,
    /// Passed by: the gate is crossed out.
    Skipped,
    /// The way ended here without what was asked for: the gate is barred.
    Barred,
}

impl StepState {
    /// The ending of class names.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
            Self::Skipped => "skipped",
            Self::Barred => "barred",
        }
    }

    /// What the drawing says, in words.
    pub(crate) fn words(self) -> &'static str {
        let locale = current();
        match self {
            Self::Done => td_string!(locale, components.step_done),
            Self::Now => td_string!(locale, components.step_now),
            Self::Next => td_string!(locale, components.step_next),
            Self::Skipped => td_string!(locale, components.step_skipped),
            Self::Barred => td_string!(locale, components.step_barred),
        }
    }
}

/// The gate of a step.
#[component]
pub fn Gate(
    /// How far the step is.
    state: StepState,
) -> impl IntoView {
    let arch = "M8 37V20a12 12 0 0 1 24 0v17z";
    let drawing = match state {
        StepState::Done => view! {
            <path d="M6.5 37V20a13.5 13.5 0 0 1 27 0v17z" fill="currentColor"/>
            <path class="gate__mark" d="M13.5 23l4.7 4.7 8.6-9.4" fill="none" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>
        }
        .into_any(),
        StepState::Now => view! {
            <path d="M7 37V20a13 13 0 0 1 26 0v17" fill="none" stroke="currentColor" stroke-width="4.4" stroke-linecap="square"/>
            <path d="M20 38V15l9-3.4V38z" fill="currentColor"/>
        }
        .into_any(),
        StepState::Next => view! { <path d=arch fill="none" stroke="currentColor" stroke-width="2.4"/> }.into_any(),
        StepState::Barred => view! {
            <path d="M6.5 37V20a13.5 13.5 0 0 1 27 0v17z" fill="currentColor"/>
            <path class="gate__mark" d="M13.5 24.5h13" fill="none" stroke-width="3.6" stroke-linecap="round"/>
        }
        .into_any(),
        StepState::Skipped => view! {
            <path d=arch fill="none" stroke="currentColor" stroke-width="2.4" stroke-dasharray="3 4"/>
            <path d="M14 30l12-12" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>
        }
        .into_any(),
    };
    let class = format!("gate gate--{}", state.class());
    view! { <svg class=class viewBox="4.4 4 31.2 34.7" aria-hidden="true">{drawing}</svg> }
}
