//! Where to get help, always one step away.

use leptos::prelude::*;

use crate::app::Page;
use crate::context::Site;
use crate::layout::PageTitle;
use crate::texts::{current, language, td, td_string};

/// How to get help by phone, in writing and in person.
#[component]
pub fn HelpPage() -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, pages.help.title);
    view! {
        <PageTitle title description=td_string!(locale, pages.help.description)/>
        <article class="wrap page prose">
            <h1>{title}</h1>
            <p class="lead">{td!(locale, pages.help.intro)}</p>
            <h2>{td!(locale, pages.help.by_phone)}</h2>
            <p>{td!(locale, pages.help.by_phone_text)}</p>
            <Contacts/>
            <h2>{td!(locale, pages.help.in_person)}</h2>
            <p>{td!(locale, pages.help.in_person_text)}</p>
            <h2>{td!(locale, pages.help.about_case)}</h2>
            <p>{td!(locale, pages.help.about_case_text)}</p>
            <p><a href=Page::Workspace.path(language)>{td!(locale, pages.help.to_workspace)}</a></p>
            <h2>{td!(locale, pages.help.other_person)}</h2>
            <p>{td!(locale, pages.help.other_person_text)}</p>
        </article>
    }
}

/// The phone and the mailbox of the first line, as far as the installation has them.
#[component]
pub(super) fn Contacts() -> impl IntoView {
    let locale = current();
    let site = use_context::<Site>().unwrap_or_default();
    view! {
        <ul class="contacts">
            {site.help_phone.map(|phone| {
                let href = format!("tel:{}", phone.replace(' ', ""));
                view! { <li>{td!(locale, layout.phone)}" "<a href=href>{phone}</a></li> }
            })}
            {site.help_email.map(|email| view! {
                <li>{td!(locale, layout.email)}" "<a href=format!("mailto:{email}")>{email.clone()}</a></li>
            })}
        </ul>
    }
}
