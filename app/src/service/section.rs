//! A part of the card under its own heading, and pairs of words in it.

use leptos::prelude::*;

/// A part of the card; its id is what links on the page lead to.
#[component]
pub(super) fn Section(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="service__section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}

/// What, and how it is, as running text.
#[component]
pub(super) fn Pairs(children: Children) -> impl IntoView {
    view! { <dl class="pairs">{children()}</dl> }.into_any()
}

/// One of [`Pairs`].
#[component]
pub(super) fn Pair(term: &'static str, children: Children) -> impl IntoView {
    view! { <div class="pairs__pair"><dt>{term}</dt><dd>{children()}</dd></div> }.into_any()
}
