//! The catalogue: search, filters, results, paging.

use leptos::prelude::*;
use leptos_meta::Link;
use portal::{CataloguePage as Found, CatalogueQuery, Portal, ServiceCard};

use super::filters::{Chosen, Filters};
use super::nothing_found::NothingFound;
use super::query::{address, filters, read};
use super::service_list::ServiceList;
use crate::app::Page;
use crate::components::pagination::Pagination;
use crate::components::search::Search;
use crate::context::{Request, Site};
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// How many services an empty result suggests when none comes close.
const SUGGESTIONS: usize = 5;

/// The catalogue as its address asks for it.
#[component]
pub fn Catalogue() -> impl IntoView {
    let portal = expect_context::<Portal>();
    let query = read(&Request::current());
    let asked = query.clone();
    let load = async move {
        let mut found = portal.catalogue.search(&asked).await?;
        if found.total > 0 {
            return Ok((found, None));
        }
        if found.suggestions.is_empty() {
            found.suggestions = portal.registry.most_used(SUGGESTIONS).await?;
        }
        Ok((found, portal.registry.to_any_agency().await?))
    };
    loaded(load, |(found, letter)| view! { <CataloguePage query found letter/> })
}

/// The catalogue with what was found.
#[component]
pub fn CataloguePage(
    /// What was looked for.
    query: CatalogueQuery,
    /// What there is.
    found: Found,
    /// The service that any agency can be written to through, for who finds nothing else.
    #[prop(optional_no_strip)]
    letter: Option<ServiceCard>,
) -> impl IntoView {
    let locale = current();
    let query = CatalogueQuery {
        page: found.page,
        ..query
    };
    let value = query.text.clone();
    let kept = filters(&query);
    view! {
        <PageTitle title=title(&query, &found) description=td_string!(locale, catalogue.description)/>
        <Canonical query=query.clone()/>
        <div class="wrap page">
            <h1>{td!(locale, catalogue.title)}</h1>
            <Search action=Page::Catalogue.path(language()) label=td_string!(locale, catalogue.search_label) value kept/>
            <div class="catalogue">
                <Filters query=query.clone() facets=found.facets.clone()/>
                <Results query found letter/>
            </div>
        </div>
    }
    .into_any()
}

/// One address for each list, whatever else stood in the one that was asked for.
#[component]
fn Canonical(query: CatalogueQuery) -> impl IntoView {
    let base = use_context::<Site>().unwrap_or_default().base_url;
    view! { <Link rel="canonical" href=format!("{base}{}", address(&query))/> }.into_any()
}

#[component]
fn Results(query: CatalogueQuery, found: Found, letter: Option<ServiceCard>) -> impl IntoView {
    let locale = current();
    let typed = (!query.text.is_empty()).then(|| td_string!(locale, catalogue.for_text, text = query.text.clone()));
    let (page, pages) = (found.page, found.pages);
    let place = (pages > 1).then(|| td_string!(locale, catalogue.page_of, page = page, pages = pages));
    let all = query.clone();
    let list = match found.total {
        0 => view! { <NothingFound query=query.clone() suggestions=found.suggestions letter/> }.into_any(),
        _ => view! { <ServiceList services=found.items/> }.into_any(),
    };
    view! {
        <section class="catalogue__found" aria-labelledby="found">
            <Chosen query facets=found.facets/>
            <div class="catalogue__count">
                {typed.map(|typed| view! { <p class="soft catalogue__typed">{typed}</p> })}
                <h2 id="found">{counted(found.total)}</h2>
                {place.map(|place| view! { <p class="soft">{place}</p> })}
            </div>
            {list}
            <Pagination
                page=page.into()
                pages=pages.into()
                address=move |page| address(&CatalogueQuery { page: page as u32, ..all.clone() })
            />
        </section>
    }
    .into_any()
}

/// How many were found, in words.
fn counted(total: usize) -> String {
    let (locale, count) = (current(), total as u64);
    match (count, plural(language(), count)) {
        (0, _) => td_string!(locale, catalogue.found_none).to_owned(),
        (_, Plural::One) => td_string!(locale, catalogue.found_one, count = count),
        (_, Plural::Other) => td_string!(locale, catalogue.found_many, count = count),
    }
}

fn title(query: &CatalogueQuery, found: &Found) -> String {
    let locale = current();
    let title = match query.text.as_str() {
        "" => td_string!(locale, catalogue.title).to_owned(),
        text => td_string!(locale, catalogue.title_for, text = text.to_owned()),
    };
    match found.page {
        0 | 1 => title,
        page => td_string!(
            locale,
            catalogue.title_page,
            title = title,
            page = page,
            pages = found.pages
        ),
    }
}
