//! A list of links, one below the other.

use leptos::prelude::*;

/// One link of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedLink {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub text: Option<String>,
    /// Who or when, in small letters.
    pub note: Option<String>,
}

/// Links in order.
#[component]
pub fn LinkList(
    /// What to list.
    links: Vec<ListedLink>,
) -> impl IntoView {
    view! {
        <ul class="link-list">
            {links.into_iter().map(|link| view! {
                <li class="link-list__item">
                    <a class="link-list__link" href=link.href>{link.title}</a>
                    {link.text.map(|text| view! { <p class="link-list__text">{text}</p> })}
                    {link.note.map(|note| view! { <p class="link-list__note">{note}</p> })}
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}
