//! The top of the card: what it is, whose it is, and the one way to begin.

use leptos::prelude::*;
use portal::ServiceView;

use domain::{Channel, ServiceContent, Start};

use super::outward::{Phone, host, web_address};
use crate::app::Page;
use crate::catalogue::agency_address;
use crate::components::button::{LinkButton, Weight};
use crate::format;
use crate::texts::{current, language, td, td_string};

/// Provider, name, summary and beginning.
#[component]
pub(super) fn Opening<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let language = language();
    let content = &view.version.content;
    let title = content.title.get(language).to_owned();
    let summary = content.summary.get(language).to_owned();
    view! {
        <div class="service__opening">
            <p class="kicker">{provider(view)}</p>
            <h1>{title}</h1>
            <p class="lead">{summary}</p>
            {begin(view)}
        </div>
    }
    .into_any()
}

/// The agency with a link to all its services; a service of all agencies belongs to none.
fn provider(view: &ServiceView) -> AnyView {
    if view.service.any_agency {
        return td_string!(current(), catalogue.any_agency).into_any();
    }
    let name = view.agency.name.get(language()).to_owned();
    view! { <a href=agency_address(&view.agency.slug)>{name}</a> }.into_any()
}

/// What the service begins with.
fn begin(view: &ServiceView) -> AnyView {
    match &view.version.content.start {
        Start::Form(_) => start_here(view).into_any(),
        Start::External(url) => start_elsewhere(url),
        Start::InPerson => start_in_person(view).into_any(),
    }
}

fn start_here(view: &ServiceView) -> impl IntoView + use<> {
    let locale = current();
    let href = start_address(view);
    let minutes = minutes_to_fill(&view.version.content)
        .map(|minutes| format!("{} ", td_string!(locale, service.start_minutes, minutes = minutes)));
    view! {
        <p><LinkButton href>{td!(locale, service.start)}</LinkButton></p>
        <p class="soft">{minutes}{td!(locale, service.start_note)}</p>
    }
    .into_any()
}

fn start_elsewhere(url: &str) -> AnyView {
    let locale = current();
    let Some(href) = web_address(url) else {
        return view! { <p>{td!(locale, service.external_missing)}</p> }.into_any();
    };
    let text = td_string!(locale, service.external, host = host(url).to_owned());
    let href = href.to_owned();
    view! {
        <p><LinkButton href>{text}</LinkButton></p>
        <p class="soft">{td!(locale, service.external_note)}</p>
    }
    .into_any()
}

/// Where to go, for a service that is asked for at a counter.
fn start_in_person(view: &ServiceView) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let content = &view.version.content;
    let counter = content.channels.iter().find(|offer| offer.channel == Channel::InPerson);
    let note = counter.map(|offer| offer.note.get(language).to_owned());
    let address = view.agency.address.get(language).to_owned();
    let phone = content
        .second_line_phone
        .clone()
        .unwrap_or_else(|| view.agency.phone.clone());
    view! {
        <div class="in-person">
            <p class="in-person__title">{td!(locale, service.in_person)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
            <address class="in-person__address">{address}<br/><Phone number=phone/></address>
        </div>
        <p><LinkButton weight=Weight::Quiet href="#channels">{td!(locale, service.all_channels)}</LinkButton></p>
    }
    .into_any()
}

/// Where the form of a service begins.
pub(super) fn start_address(view: &ServiceView) -> String {
    let slug = view.service.slug.to_string();
    Page::StartForm { slug }.path(language())
}

/// How long the form takes.
pub(super) fn minutes_to_fill(content: &ServiceContent) -> Option<String> {
    let minutes = content.minutes_to_fill?;
    Some(format::minutes(minutes.from.into(), minutes.to.into(), language()))
}
