//! The first page: search, life situations, the services asked for most.

use leptos::prelude::*;
use portal::{LifeSituationView, Portal, ServiceCard};

use crate::app::Page;
use crate::catalogue::{search_address, services_counted};
use crate::components::gate::Threshold;
use crate::components::link_list::{LinkList, ListedLink};
use crate::components::search::Search;
use crate::components::tiles::{Tile, Tiles};
use crate::context::Viewer;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{current, language, td, td_string};

/// How many of the most used services the first page shows.
const MOST_USED: usize = 8;

/// The first page with what the registry holds now.
#[component]
pub fn Home() -> impl IntoView {
    let portal = expect_context::<Portal>();
    let load = async move {
        Ok((
            portal.registry.life_situations().await?,
            portal.registry.most_used(MOST_USED).await?,
        ))
    };
    loaded(load, |(situations, used)| {
        let life_situations = situations.into_iter().map(LifeSituationTile::from).collect();
        let most_used = used.into_iter().map(MostUsed::from).collect();
        view! { <HomePage life_situations most_used/> }
    })
}

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

impl From<LifeSituationView> for LifeSituationTile {
    fn from(situation: LifeSituationView) -> Self {
        Self {
            slug: situation.slug.to_string(),
            title: situation.title.get(language()).to_owned(),
            services: situation.services as u64,
        }
    }
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

impl From<ServiceCard> for MostUsed {
    fn from(service: ServiceCard) -> Self {
        let agency = crate::catalogue::provider(&service);
        Self {
            slug: service.slug.to_string(),
            title: service.title.get(language()).to_owned(),
            agency,
        }
    }
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
            <Threshold/>
            <div class="wrap stack">
                <h1>{td!(locale, home.question)}</h1>
                <Search
                    action=Page::Catalogue.path(language)
                    label=td_string!(locale, home.search_label)
                />
                <Examples/>
            </div>
        </div>
        <div class="wrap sections">
            <ToWorkspace/>
            {(!life_situations.is_empty()).then(|| view! { <LifeSituations life_situations/> })}
            {(!most_used.is_empty()).then(|| view! { <MostUsedServices most_used/> })}
        </div>
    }
    .into_any()
}

/// What people type, to try at once.
#[component]
fn Examples() -> impl IntoView {
    let locale = current();
    let examples = [
        td_string!(locale, home.example_moving),
        td_string!(locale, home.example_passport),
        td_string!(locale, home.example_child),
        td_string!(locale, home.example_company),
    ];
    view! {
        <div class="examples">
            <p id="examples">{td!(locale, home.examples)}":"</p>
            <ul aria-labelledby="examples">
                {examples.map(|text| view! { <li><a href=search_address(text)>{text}</a></li> }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// Who has signed in goes on from here.
#[component]
fn ToWorkspace() -> impl IntoView {
    let (locale, language) = (current(), language());
    Viewer::current().person().is_some().then(|| {
        view! {
            <section class="resume" aria-labelledby="resume">
                <h2 class="resume__title" id="resume">{td!(locale, home.workspace)}</h2>
                <p>{td!(locale, home.workspace_text)}</p>
                <p><a class="onward" href=Page::Workspace.path(language)>{td!(locale, home.to_workspace)}</a></p>
            </section>
        }
    })
}

/// The life situations as tiles.
#[component]
fn LifeSituations(life_situations: Vec<LifeSituationTile>) -> impl IntoView {
    let (locale, language) = (current(), language());
    let tiles = life_situations.into_iter().map(|situation| Tile {
        href: Page::LifeSituation { slug: situation.slug }.path(language),
        title: situation.title,
        note: Some(services_counted(situation.services)),
    });
    let tiles: Vec<Tile> = tiles.collect();
    view! {
        <section class="stack" aria-labelledby="life-situations">
            <h2 id="life-situations">{td!(locale, home.life_situations)}</h2>
            <Tiles tiles/>
        </section>
    }
    .into_any()
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
    .into_any()
}
