//! Who acts here and on whose behalf: the first thing on the page of a signed-in person.

use leptos::prelude::*;

use crate::app::{Page, Section};
use crate::context::{Person, Request, Viewer};
use crate::texts::{Plural, current, language, plural, td, td_string};

/// The capacity in which the signed-in person acts on this page.
enum Capacity {
    Myself,
    For(String),
    Official(String),
}

impl Capacity {
    /// In the agency's part of the site an official acts for the agency, elsewhere for whom they chose.
    fn of(person: &Person, section: Option<Section>) -> Self {
        match (section, &person.agency, &person.acting_for) {
            (Some(Section::Agency), Some(agency), _) => Self::Official(agency.clone()),
            (_, _, Some(name)) => Self::For(name.clone()),
            _ => Self::Myself,
        }
    }

    fn class(&self) -> &'static str {
        match self {
            Self::Myself => "capacity",
            Self::For(_) => "capacity capacity--for",
            Self::Official(_) => "capacity capacity--official",
        }
    }
}

/// The bar above the header; nothing for visitors who have not signed in.
#[component]
pub fn CapacityBar() -> impl IntoView {
    let Viewer::SignedIn(person) = Viewer::current() else {
        return ().into_any();
    };
    let locale = current();
    let section = Request::current().page.as_ref().and_then(Page::section);
    let capacity = Capacity::of(&person, section);
    let class = capacity.class();
    let name = person.name.clone();
    // For which agency an official works follows from the page, so there is nothing to change.
    let change = (!matches!(capacity, Capacity::Official(_))).then(|| {
        view! { <a href=Page::Capacity.path(language())>{td_string!(locale, layout.change_capacity)}</a> }
    });
    view! {
        <section class=class aria-label=td_string!(locale, layout.capacity)>
            <div class="wrap capacity__in">
                <p class="capacity__who">{match capacity {
                    Capacity::Myself => view! { {td!(locale, layout.acting_myself)}" "<b>{name}</b> }.into_any(),
                    Capacity::For(party) => view! {
                        {td!(locale, layout.acting_for)}" "<b>{party}</b>" "<span class="capacity__person">"("{name}")"</span>
                    }.into_any(),
                    Capacity::Official(agency) => view! {
                        {td!(locale, layout.acting_official)}" "<b>{agency}</b>" "<span class="capacity__person">"("{name}")"</span>
                    }.into_any(),
                }}</p>
                {change}
                <span class="capacity__tools">
                    <Inbox unread=person.unread/>
                    <SignOut/>
                </span>
            </div>
        </section>
    }
    .into_any()
}

/// The link to the notices, with the number of unread ones.
#[component]
fn Inbox(unread: u64) -> impl IntoView {
    let (locale, language) = (current(), language());
    let told = match plural(language, unread) {
        Plural::One => td_string!(locale, layout.one_unread, count = unread),
        Plural::Other => td_string!(locale, layout.many_unread, count = unread),
    };
    view! {
        <a href=Page::Inbox.path(language)>
            {td!(locale, layout.inbox)}
            {(unread > 0).then(|| view! {
                " "<span class="count" aria-hidden="true">{unread}</span><span class="visually-hidden">{told}</span>
            })}
        </a>
    }
}

/// Ends the session: a post, since a link could be followed by a program that prefetches.
#[component]
fn SignOut() -> impl IntoView {
    view! {
        <form class="capacity__sign-out" method="post" action="/auth/sign-out">
            <button class="link-button">{td_string!(current(), layout.sign_out)}</button>
        </form>
    }
}
