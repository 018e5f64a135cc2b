//! The accessibility statement.

use leptos::prelude::*;

use super::help::Contacts;
use crate::layout::PageTitle;
use crate::texts::{current, td, td_string};

/// What works for whom, how it is checked and where to report a barrier.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let locale = current();
    let title = td_string!(locale, pages.accessibility.title);
    view! {
        <PageTitle title description=td_string!(locale, pages.accessibility.description)/>
        <article class="wrap page prose">
            <h1>{title}</h1>
            <p class="lead">{td!(locale, pages.accessibility.intro)}</p>
            <h2>{td!(locale, pages.accessibility.works)}</h2>
            <ul>
                <li>{td!(locale, pages.accessibility.works_keyboard)}</li>
                <li>{td!(locale, pages.accessibility.works_reader)}</li>
                <li>{td!(locale, pages.accessibility.works_script)}</li>
                <li>{td!(locale, pages.accessibility.works_zoom)}</li>
                <li>{td!(locale, pages.accessibility.works_colour)}</li>
            </ul>
            <h2>{td!(locale, pages.accessibility.checked)}</h2>
            <p>{td!(locale, pages.accessibility.checked_text)}</p>
            <h2>{td!(locale, pages.accessibility.report)}</h2>
            <p>{td!(locale, pages.accessibility.report_text)}</p>
            <Contacts/>
        </article>
    }
}
