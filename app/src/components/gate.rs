//! The gate: the only ornament of the site, always with a meaning. Drawn in SVG, decorative beside its words.

use leptos::prelude::*;

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
