//! What stands where a list would, while it is empty: why, and what one can do.

use leptos::prelude::*;

/// An empty list.
#[component]
pub fn Empty(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// What one can do now.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            {children()}
        </div>
    }
    .into_any()
}
