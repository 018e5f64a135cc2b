//! Something to know before reading on.

use leptos::prelude::*;

use crate::texts::{current, td_string};

/// What sort of notice it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Look out.
    Warning,
}

/// A notice on the page.
#[component]
pub fn Notice(
    /// What sort it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its first line.
    #[prop(optional, into)]
    title: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let locale = current();
    let (class, word) = match kind {
        NoticeKind::Info => ("notice", td_string!(locale, components.info)),
        NoticeKind::Success => ("notice notice--success", td_string!(locale, components.success)),
        NoticeKind::Warning => ("notice notice--warning", td_string!(locale, components.warning)),
    };
    view! {
        <div class=class role="note" aria-label=word>
            {title.map(|title| view! { <p class="notice__title">{title}</p> })}
            {children()}
        </div>
    }
    .into_any()
}
