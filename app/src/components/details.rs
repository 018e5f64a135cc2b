//! More to read for who needs it.

use leptos::prelude::*;

/// Text that opens.
#[component]
pub fn Details(
    /// What it is about.
    #[prop(into)]
    summary: String,
    /// Whether it is open from the start.
    #[prop(optional)]
    open: bool,
    /// What there is to read.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" open=open>
            <summary class="details__summary">{summary}</summary>
            <div class="details__text">{children()}</div>
        </details>
    }
    .into_any()
}
