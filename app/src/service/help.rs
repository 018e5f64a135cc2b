//! Who helps with the service, and how its agency is reached.

use leptos::prelude::*;
use portal::ServiceView;

use domain::Agency;

use super::outward::{Outward, Phone, host};
use super::rights::outward;
use super::section::{Pair, Pairs, Section};
use crate::texts::{current, language, td_string};

/// Guide, adviser, video consultation and the agency's contacts.
#[component]
pub(super) fn Help<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let locale = current();
    let content = &view.version.content;
    let (guide, video) = (content.help.clone(), content.video_consultation.clone());
    let adviser = content.second_line_phone.clone();
    let agency = (!view.service.any_agency).then(|| view.agency.clone());
    view! {
        <Section id="help" title=td_string!(locale, service.help)>
            <Pairs>
                {guide.map(|link| view! { <Pair term=td_string!(locale, service.guide)>{outward(link)}</Pair> })}
                {adviser.map(|number| view! { <Pair term=td_string!(locale, service.adviser)><Phone number/></Pair> })}
                {video.map(|link| view! { <Pair term=td_string!(locale, service.video)>{outward(link)}</Pair> })}
                {agency.map(|agency| view! { <Contacts agency/> })}
            </Pairs>
        </Section>
    }
    .into_any()
}

#[component]
fn Contacts(agency: Agency) -> impl IntoView {
    let (locale, language) = (current(), language());
    let social: Vec<_> = agency
        .social
        .iter()
        .map(|url| view! { <li><Outward url=url.clone() text=host(url)/></li> })
        .collect();
    let website = host(&agency.website).to_owned();
    view! {
        <Pair term=td_string!(locale, service.agency_contacts)>{agency.name.get(language).to_owned()}</Pair>
        <Pair term=td_string!(locale, service.address)>{agency.address.get(language).to_owned()}</Pair>
        <Pair term=td_string!(locale, service.call)><Phone number=agency.phone/></Pair>
        <Pair term=td_string!(locale, service.email)>
            <a href=format!("mailto:{}", agency.email)>{agency.email.clone()}</a>
        </Pair>
        <Pair term=td_string!(locale, service.official_address)>{agency.e_address}</Pair>
        <Pair term=td_string!(locale, service.website)><Outward url=agency.website text=website/></Pair>
        {(!social.is_empty()).then(|| view! {
            <Pair term=td_string!(locale, service.social)><ul class="inline-list">{social}</ul></Pair>
        })}
    }
    .into_any()
}
