//! The way on through a list that is read from one end: further, and back to its beginning.

use leptos::prelude::*;

use crate::texts::{current, td};

/// Links below a list; nothing when all of it is shown.
#[component]
pub fn NextPage(
    /// What the list holds, for who hears the links without seeing the list.
    #[prop(into)]
    of: String,
    /// Where the list begins, unless it is shown from there.
    first: Option<String>,
    /// Where it goes on.
    next: Option<String>,
) -> impl IntoView {
    if first.is_none() && next.is_none() {
        return ().into_any();
    }
    let locale = current();
    let named = of.clone();
    view! {
        <nav class="next-page" aria-label=of>
            {first.map(|href| view! {
                <a class="next-page__link" href=href>{td!(locale, components.list_start)}<span class="visually-hidden">": "{named.clone()}</span></a>
            })}
            {next.map(|href| view! {
                <a class="next-page__link" rel="next" href=href>{td!(locale, components.list_on)}<span class="visually-hidden">": "{named}</span></a>
            })}
        </nav>
    }
    .into_any()
}
