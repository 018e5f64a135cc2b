//! The filters of the catalogue: every choice is a link that works at once, also without script.

use leptos::prelude::*;
use portal::{CatalogueQuery, Facet, Facets};

use domain::{Audience, Channel};

use super::query::{Filter, address, unfiltered};
use crate::service::names;
use crate::texts::{current, language, td, td_string};

/// All filters; on narrow screens they open on demand.
#[component]
pub(super) fn Filters(query: CatalogueQuery, facets: Facets) -> impl IntoView {
    let locale = current();
    let groups: Vec<_> = Filter::ALL
        .into_iter()
        .map(|filter| (filter, choices(filter, &facets)))
        .collect();
    if groups.iter().all(|(_, choices)| choices.is_empty()) {
        return ().into_any();
    }
    view! {
        <nav class="filters" aria-label=td_string!(locale, catalogue.filters)>
            <details class="filters__fold">
                <summary class="filters__summary">{td!(locale, catalogue.filters)}</summary>
                <div class="filters__groups">
                    {groups.into_iter().map(|(filter, choices)| view! { <Group query=&query filter choices/> }).collect_view()}
                </div>
            </details>
        </nav>
    }
    .into_any()
}

#[component]
fn Group<'a>(query: &'a CatalogueQuery, filter: Filter, choices: Vec<Facet>) -> impl IntoView + use<> {
    if choices.is_empty() {
        return ().into_any();
    }
    let id = format!("filter-{}", filter.name());
    let links: Vec<_> = choices
        .into_iter()
        .map(|choice| choice_link(query, filter, choice))
        .collect();
    view! {
        <div class="filters__group">
            <h2 class="filters__name" id=id.clone()>{title(filter)}</h2>
            <ul class="filters__choices" aria-labelledby=id>{links}</ul>
        </div>
    }
    .into_any()
}

/// The choice that is made leads back to the list without it.
fn choice_link(query: &CatalogueQuery, filter: Filter, choice: Facet) -> impl IntoView + use<> {
    let value = (!choice.selected).then_some(choice.value.as_str());
    let href = address(&filter.choose(value, query));
    let name = name(filter, &choice);
    view! {
        <li>
            <a class="filters__choice" href=href aria-current=choice.selected.then_some("true")>
                {name}" "<span class="filters__count">{format!("({})", choice.count)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What is chosen, each with a link that takes it away.
#[component]
pub(super) fn Chosen(query: CatalogueQuery, facets: Facets) -> impl IntoView {
    let locale = current();
    let chosen: Vec<_> = Filter::ALL
        .into_iter()
        .filter_map(|filter| {
            let value = filter.chosen(&query)?;
            let facet = choices(filter, &facets)
                .into_iter()
                .find(|choice| choice.value == value);
            let name = facet.map_or_else(|| value.to_owned(), |facet| name(filter, &facet));
            Some((filter, name, address(&filter.choose(None, &query))))
        })
        .collect();
    if chosen.is_empty() {
        return ().into_any();
    }
    let several = chosen.len() > 1;
    view! {
        <div class="chosen">
            <p class="chosen__title" id="chosen">{td!(locale, catalogue.chosen)}":"</p>
            <ul class="chosen__list" aria-labelledby="chosen">
                {chosen.into_iter().map(|(filter, name, href)| {
                    let label = td_string!(locale, catalogue.remove, filter = title(filter), name = name.clone());
                    view! { <li><a class="chosen__filter" href=href aria-label=label>{name}<span aria-hidden="true">" ×"</span></a></li> }
                }).collect_view()}
            </ul>
            {several.then(|| view! { <a href=address(&unfiltered(&query))>{td!(locale, catalogue.remove_all)}</a> })}
        </div>
    }
    .into_any()
}

fn choices(filter: Filter, facets: &Facets) -> Vec<Facet> {
    match filter {
        Filter::Situation => &facets.situations,
        Filter::Agency => &facets.agencies,
        Filter::Audience => &facets.audiences,
        Filter::Channel => &facets.channels,
    }
    .clone()
}

fn title(filter: Filter) -> &'static str {
    let locale = current();
    match filter {
        Filter::Situation => td_string!(locale, catalogue.situation),
        Filter::Agency => td_string!(locale, catalogue.agency),
        Filter::Audience => td_string!(locale, catalogue.audience),
        Filter::Channel => td_string!(locale, catalogue.channel),
    }
}

/// The name of a choice: of the registry's own things from the registry, of codes from our texts.
fn name(filter: Filter, choice: &Facet) -> String {
    let named = match (&choice.label, filter) {
        (Some(label), _) => Some(label.get(language())),
        (None, Filter::Audience) => Audience::parse(&choice.value).map(names::audience),
        (None, Filter::Channel) => Channel::parse(&choice.value).map(names::channel),
        (None, _) => None,
    };
    named.unwrap_or(&choice.value).to_owned()
}
