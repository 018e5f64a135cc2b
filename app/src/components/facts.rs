//! Facts in pairs: what, and how it is.

use leptos::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One fact.
#[component]
pub fn Fact(
    /// What it is about.
    #[prop(into)]
    term: String,
    /// How it is.
    children: Children,
) -> impl IntoView {
    view! { <div class="facts__fact"><dt>{term}</dt><dd>{children()}</dd></div> }.into_any()
}
