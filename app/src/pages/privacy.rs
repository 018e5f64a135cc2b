//! What happens to personal data.

use leptos::prelude::*;

use super::help::Contacts;
use crate::layout::PageTitle;
use crate::texts::{current, td, td_string};

/// Which data is kept, why, and who sees it.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let locale = current();
    let title = td_string!(locale, pages.privacy.title);
    view! {
        <PageTitle title description=td_string!(locale, pages.privacy.description)/>
        <article class="wrap page prose">
            <h1>{title}</h1>
            <p class="lead">{td!(locale, pages.privacy.intro)}</p>
            <h2>{td!(locale, pages.privacy.visitor)}</h2>
            <p>{td!(locale, pages.privacy.visitor_text)}</p>
            <h2>{td!(locale, pages.privacy.signed_in)}</h2>
            <p>{td!(locale, pages.privacy.signed_in_text)}</p>
            <h2>{td!(locale, pages.privacy.applying)}</h2>
            <p>{td!(locale, pages.privacy.applying_text)}</p>
            <h2>{td!(locale, pages.privacy.trail)}</h2>
            <p>{td!(locale, pages.privacy.trail_text)}</p>
            <h2>{td!(locale, pages.privacy.rights)}</h2>
            <p>{td!(locale, pages.privacy.rights_text)}</p>
            <Contacts/>
        </article>
    }
}
