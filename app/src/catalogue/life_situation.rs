//! A life situation: its needs, each with the services that meet it.

use leptos::prelude::*;
use portal::{LifeSituationView, NeedView, Portal, PortalError};

use super::service_list::ServiceList;
use crate::app::Page;
use crate::components::back_link::Breadcrumbs;
use crate::components::search::Search;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// A life situation of the registry.
#[component]
pub fn LifeSituation(
    /// Its name in the address.
    slug: String,
) -> impl IntoView {
    let portal = expect_context::<Portal>();
    let load = async move {
        let slug = slug.parse().map_err(|_| PortalError::NotFound)?;
        portal.registry.life_situation(&slug).await
    };
    loaded(load, |situation| view! { <LifeSituationPage situation/> })
}

/// A life situation, drawn.
#[component]
pub fn LifeSituationPage(
    /// What it holds.
    situation: LifeSituationView,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = situation.title.get(language).to_owned();
    let summary = situation.summary.get(language).to_owned();
    let count = situation.services as u64;
    let trail = vec![
        (td_string!(locale, catalogue.home).to_owned(), Page::Home.path(language)),
        (
            td_string!(locale, catalogue.title).to_owned(),
            Page::Catalogue.path(language),
        ),
    ];
    view! {
        <PageTitle title=title.clone() description=summary.clone()/>
        <div class="wrap page">
            <Breadcrumbs trail/>
            <h1>{title}</h1>
            <p class="lead">{summary}</p>
            <p class="soft">{match plural(language, count) {
                Plural::One => td_string!(locale, catalogue.situation_one, count = count),
                Plural::Other => td_string!(locale, catalogue.situation_many, count = count),
            }}</p>
            <div class="sections">
                {situation.needs.into_iter().map(|need| view! { <Need need/> }).collect_view()}
                <section class="stack" aria-labelledby="other">
                    <h2 id="other">{td!(locale, catalogue.other_need)}</h2>
                    <p>{td!(locale, catalogue.other_need_text)}</p>
                    <Search action=Page::Catalogue.path(language) label=td_string!(locale, catalogue.search_label)/>
                    <p><a href=Page::Help.path(language)>{td!(locale, layout.help)}</a></p>
                </section>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Need(need: NeedView) -> impl IntoView {
    let (locale, language) = (current(), language());
    let id = format!("need-{}", need.slug);
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{need.title.get(language).to_owned()}</h2>
            {match need.services.is_empty() {
                true => view! { <p>{td!(locale, catalogue.need_empty)}</p> }.into_any(),
                false => view! { <ServiceList services=need.services/> }.into_any(),
            }}
        </section>
    }
    .into_any()
}
