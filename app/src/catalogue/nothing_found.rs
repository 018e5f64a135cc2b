//! What helps when a search finds nothing.

use leptos::prelude::*;
use portal::{CatalogueQuery, ServiceCard};

use super::query::{address, filters, unfiltered};
use super::service_list::ServiceList;
use crate::app::Page;
use crate::context::Site;
use crate::service::outward::Phone;
use crate::texts::{current, language, td};

/// What to try, what may fit, and who can be asked.
#[component]
pub(super) fn NothingFound(
    query: CatalogueQuery,
    suggestions: Vec<ServiceCard>,
    letter: Option<ServiceCard>,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let filtered = !filters(&query).is_empty();
    let typed = !query.text.is_empty();
    view! {
        <div class="stack">
            <h3>{td!(locale, catalogue.hints)}</h3>
            <div class="prose"><ul>
                {filtered.then(|| view! { <li><a href=address(&unfiltered(&query))>{td!(locale, catalogue.try_without_filters)}</a></li> })}
                {typed.then(|| view! {
                    <li>{td!(locale, catalogue.try_spelling)}</li>
                    <li>{td!(locale, catalogue.try_words)}</li>
                })}
                <li><a href=Page::Catalogue.path(language)>{td!(locale, catalogue.try_all)}</a></li>
            </ul></div>
        </div>
        {(!suggestions.is_empty()).then(|| view! {
            <section class="stack" aria-labelledby="suggestions">
                <h2 id="suggestions">{td!(locale, catalogue.suggestions)}</h2>
                <ServiceList services=suggestions/>
            </section>
        })}
        <Ask letter/>
    }
    .into_any()
}

/// People who can be asked, and the letter that always reaches an agency.
#[component]
pub(super) fn Ask(letter: Option<ServiceCard>) -> impl IntoView {
    let (locale, language) = (current(), language());
    let phone = use_context::<Site>().and_then(|site| site.help_phone);
    view! {
        <section class="stack" aria-labelledby="ask">
            <h2 id="ask">{td!(locale, catalogue.ask)}</h2>
            <div class="prose"><ul>
                {phone.map(|number| view! { <li>{td!(locale, catalogue.ask_phone)}" "<Phone number/></li> })}
                <li><a href=Page::Help.path(language)>{td!(locale, catalogue.ask_centre)}</a></li>
                {letter.map(|letter| {
                    let href = Page::Service { slug: letter.slug.to_string() }.path(language);
                    view! { <li>{td!(locale, catalogue.ask_letter)}" "<a href=href>{letter.title.get(language).to_owned()}</a></li> }
                })}
            </ul></div>
        </section>
    }
    .into_any()
}
