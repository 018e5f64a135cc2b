//! The way on through a list that is read from one end: further, and back to its beginning.

use leptos::prelude::*;

use crate::texts::{current, td_string};

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
    let (to_start, on) = (
        td_string!(locale, components.list_start),
        td_string!(locale, components.list_on),
    );
    let (start_spoken, on_spoken) = (format!("{to_start}: {of}"), format!("{on}: {of}"));
    view! {
        <nav class="next-page" aria-label=of>
            {first.map(|href| view! {
                <a class="next-page__link" href=href aria-label=start_spoken>{to_start}</a>
            })}
            {next.map(|href| view! {
                <a class="next-page__link" rel="next" href=href aria-label=on_spoken>{on}</a>
            })}
        </nav>
    }
    .into_any()
}
