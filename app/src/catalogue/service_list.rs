//! Services in a list, each with what decides whether one opens its card.

use leptos::prelude::*;
use portal::ServiceCard;

use domain::{Digitalisation, RatingSummary};

use crate::app::Page;
use crate::format;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// Services in the order given, under headings of the third level.
#[component]
pub fn ServiceList(
    /// What to list.
    services: Vec<ServiceCard>,
) -> impl IntoView {
    view! {
        <ul class="service-list">
            {services.into_iter().map(|service| view! { <Item service/> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Item(service: ServiceCard) -> impl IntoView {
    let (locale, language) = (current(), language());
    let href = Page::Service {
        slug: service.slug.to_string(),
    }
    .path(language);
    let agency = provider(&service);
    view! {
        <li class="service-list__item">
            <h3 class="service-list__title"><a href=href>{service.title.get(language).to_owned()}</a></h3>
            <p class="service-list__agency">{agency}</p>
            <p class="service-list__summary">{service.summary.get(language).to_owned()}</p>
            <ul class="service-list__facts">
                {service.promised.map(|term| view! {
                    <li><span class="visually-hidden">{td!(locale, catalogue.promised)}" "</span>{format::within(term, language)}</li>
                })}
                <li>{fee(&service)}</li>
                <li>{place(&service)}</li>
                {rating(service.rating)}
            </ul>
        </li>
    }
    .into_any()
}

/// Who provides a service, as lists name it.
pub fn provider(service: &ServiceCard) -> String {
    if service.any_agency {
        return td_string!(current(), catalogue.any_agency).to_owned();
    }
    service.agency_name.get(language()).to_owned()
}

/// A count of services in words.
pub fn services_counted(count: u64) -> String {
    let (locale, language) = (current(), language());
    match plural(language, count) {
        Plural::One => td_string!(locale, home.one_service, count = count),
        Plural::Other => td_string!(locale, home.many_services, count = count),
    }
}

fn fee(service: &ServiceCard) -> String {
    let (locale, language) = (current(), language());
    match service.fee_from_cents {
        _ if service.free => td_string!(locale, catalogue.free).to_owned(),
        Some(cents) => td_string!(locale, catalogue.fee_from, price = format::money(cents, language)),
        None => td_string!(locale, catalogue.fee_unset).to_owned(),
    }
}

fn place(service: &ServiceCard) -> &'static str {
    let locale = current();
    match (service.online, service.digitalisation) {
        (false, _) => td_string!(locale, catalogue.in_person),
        (true, Digitalisation::FullyDigital) => td_string!(locale, catalogue.fully_digital),
        (true, _) => td_string!(locale, catalogue.online),
    }
}

fn rating(rating: RatingSummary) -> Option<impl IntoView> {
    let (locale, language) = (current(), language());
    let average = format::tenths(rating.average_tenths()? as f64 / 10.0, language);
    let words = format!(
        "{} ({})",
        td_string!(locale, catalogue.rating, average = average),
        rating.count
    );
    Some(view! { <li><span class="visually-hidden">{td!(locale, catalogue.rating_label)}" "</span>{words}</li> })
}
