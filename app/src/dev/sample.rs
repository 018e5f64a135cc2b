//! One component in one state, with the name of both.

use forms::Language;
use leptos::prelude::*;

use crate::texts::language;

/// The words of a sample in the language of the page. Samples are no texts of the product, so they stand beside what
/// they show.
pub(super) fn say(lv: &'static str, en: &'static str) -> &'static str {
    match language() {
        Language::Lv => lv,
        Language::En => en,
    }
}

/// A part of the gallery.
#[component]
pub(super) fn Part(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="gallery__part" id=id aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}

/// A component in a state.
#[component]
pub(super) fn Sample(name: &'static str, #[prop(optional)] state: &'static str, children: Children) -> impl IntoView {
    let separator = if state.is_empty() { "" } else { " · " };
    view! {
        <div class="gallery__sample" data-component=name data-state=state>
            <p class="gallery__name"><code>{name}</code>{separator}{state}</p>
            <div class="gallery__shown">{children()}</div>
        </div>
    }
    .into_any()
}
