//! A search field with its button: a plain GET form.

use leptos::prelude::*;

use crate::texts::{current, td_string};

/// Searches by `?q=` at the given address.
#[component]
pub fn Search(
    /// The address that shows results.
    #[prop(into)]
    action: String,
    /// What is searched, in words.
    #[prop(into)]
    label: String,
    /// Examples of what to type.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What was searched for.
    #[prop(optional, into)]
    value: Option<String>,
    /// Names and values that a new search keeps.
    #[prop(optional)]
    kept: Vec<(&'static str, String)>,
) -> impl IntoView {
    let described = hint.is_some().then_some("search-hint");
    view! {
        <form class="search" role="search" method="get" action=action>
            {kept.into_iter().map(|(name, value)| view! { <input r#type="hidden" name=name value=value/> }).collect_view()}
            <label class="search__label" for="search">{label}</label>
            <div class="search__row">
                <input class="input" id="search" name="q" r#type="search" value=value autocomplete="off" aria-describedby=described/>
                <button class="button">{td_string!(current(), layout.search)}</button>
            </div>
            {hint.map(|hint| view! { <p class="search__hint" id="search-hint">{hint}</p> })}
        </form>
    }
    .into_any()
}
