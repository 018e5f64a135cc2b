//! The first page: search, life situations, the services asked for most.

use leptos::prelude::*;

use crate::app::Page;
use crate::components::link_list::{LinkList, ListedLink};
use crate::components::search::Search;
use crate::components::tiles::{Tile, Tiles};
use crate::layout::PageTitle;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// A life situation on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeSituationTile {
    /// The slug of its page.
    pub slug: String,
    /// Its title in the language of the page.
    pub title: String,
    /// How many services meet its needs.
    pub services: u64,
}

/// A service on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MostUsed {
    /// The slug of its card.
    pub slug: String,
    /// Its title in the language of the page.
    pub title: String,
    /// Who provides it.
    pub agency: String,
}

/// The first page, from what the registry holds.
#[component]
pub fn HomePage(
    /// Life situations in their order.
    life_situations: Vec<LifeSituationTile>,
    /// The services asked for most, first the first.
    most_used: Vec<MostUsed>,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    view! {
        <PageTitle title=td_string!(locale, home.title) description=td_string!(locale, home.description)/>
        <div class="opening">
            <div class="wrap stack">
                <h1>{td!(locale, home.question)}</h1>
                <Search
                    action=Page::Catalogue.path(language)
                    label=td_string!(locale, home.search_label)
                    hint=td_string!(locale, home.search_hint)
                />
            </div>
        </div>
        <div class="wrap sections">
            {(!life_situations.is_empty()).then(|| view! { <LifeSituations life_situations/> })}
            {(!most_used.is_empty()).then(|| view! { <MostUsedServices most_used/> })}
        </div>
    }
}

/// The life situations as tiles.
#[component]
fn LifeSituations(life_situations: Vec<LifeSituationTile>) -> impl IntoView {
    let (locale, language) = (current(), language());
    let tiles = life_situations.into_iter().map(|situation| Tile {
        href: Page::LifeSituation { slug: situation.slug }.path(language),
        title: situation.title,
        note: Some(match plural(language, situation.services) {
            Plural::One => td_string!(locale, home.one_service, count = situation.services),
            Plural::Other => td_string!(locale, home.many_services, count = situation.services),
        }),
    });
    let tiles: Vec<Tile> = tiles.collect();
    view! {
        <section class="stack" aria-labelledby="life-situations">
            <h2 id="life-situations">{td!(locale, home.life_situations)}</h2>
            <Tiles tiles/>
        </section>
    }
}

/// The services asked for most, as a list of links.
#[component]
fn MostUsedServices(most_used: Vec<MostUsed>) -> impl IntoView {
    let (locale, language) = (current(), language());
    let links = most_used.into_iter().map(|service| ListedLink {
        href: Page::Service { slug: service.slug }.path(language),
        title: service.title,
        text: None,
        note: Some(service.agency),
    });
    let links: Vec<ListedLink> = links.collect();
    view! {
        <section class="stack" aria-labelledby="most-used">
            <h2 id="most-used">{td!(locale, home.most_used)}</h2>
            <LinkList links/>
            <p><a class="onward" href=Page::Catalogue.path(language)>{td!(locale, home.all_services)}</a></p>
        </section>
    }
}
