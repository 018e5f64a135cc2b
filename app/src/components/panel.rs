//! Content set apart on a surface of its own.

use leptos::prelude::*;

/// A panel, with a heading if it has a name.
#[component]
pub fn Panel(
    /// Its name.
    #[prop(optional, into)]
    title: Option<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="panel">
            {title.map(|title| view! { <h2 class="panel__title">{title}</h2> })}
            {children()}
        </div>
    }
    .into_any()
}
