//! What it is, who may ask, what is needed, what it costs, which ways lead there, what people ask.

use leptos::prelude::*;

use domain::{ChannelOffer, Evidence, Faq, Fee, ServiceContent, Start};
use portal::ServiceView;

use super::names;
use super::opening::start_address;
use super::outward::{Outward, host, web_address};
use super::price;
use super::section::Section;
use crate::components::details::Details;
use crate::components::table::Table;
use crate::markdown::Markdown;
use crate::texts::{current, language, td, td_string};

/// The description, eligibility and result.
#[component]
pub(super) fn About<'a>(content: &'a ServiceContent) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let description = content.description.get(language).to_owned();
    let eligibility = content.eligibility.get(language).to_owned();
    let result = content.result.get(language).to_owned();
    view! {
        <Section id="about" title=td_string!(locale, service.about)><Markdown text=description/></Section>
        <Section id="eligibility" title=td_string!(locale, service.eligibility)><p>{eligibility}</p></Section>
        <Section id="result" title=td_string!(locale, service.result)><p>{result}</p></Section>
    }
    .into_any()
}

/// What one must have at hand.
#[component]
pub(super) fn Needed(evidence: Vec<Evidence>) -> impl IntoView {
    let (locale, language) = (current(), language());
    view! {
        <Section id="evidence" title=td_string!(locale, service.evidence)>
            {match evidence.is_empty() {
                true => view! { <p>{td!(locale, service.evidence_none)}</p> }.into_any(),
                false => view! {
                    <ul class="needed">
                        {evidence.into_iter().map(|evidence| view! {
                            <li>
                                <b>{evidence.title.get(language).to_owned()}</b>
                                {(!evidence.note.is_empty()).then(|| view! { <p>{evidence.note.get(language).to_owned()}</p> })}
                            </li>
                        }).collect_view()}
                    </ul>
                }.into_any(),
            }}
        </Section>
    }
    .into_any()
}

/// The price list; nothing for a service without one, since the facts say that it is free.
#[component]
pub(super) fn Fees(fees: Vec<Fee>) -> impl IntoView {
    if fees.is_empty() {
        return ().into_any();
    }
    let (locale, language) = (current(), language());
    let title = td_string!(locale, service.fees);
    let columns = [
        td_string!(locale, service.fee_for),
        td_string!(locale, service.fee_price),
    ];
    view! {
        <Section id="fees" title>
            <Table id="price-list" caption=td_string!(locale, service.fee) caption_hidden=true columns=columns.map(str::to_owned).to_vec()>
                {fees.into_iter().map(|fee| view! {
                    <tr><th scope="row">{fee.label.get(language).to_owned()}</th><td>{price::position(&fee)}</td></tr>
                }).collect_view()}
            </Table>
        </Section>
    }
    .into_any()
}

/// Every way to ask for the service; the one on this site begins here too.
#[component]
pub(super) fn Channels<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let here = matches!(view.version.content.start, Start::Form(_)).then(|| start_address(view));
    let offers = view.version.content.channels.iter().cloned().map(|offer| {
        let start = here.clone().filter(|_| offer.channel == domain::Channel::Online);
        view! { <Channel offer start/> }
    });
    let offers = offers.collect_view();
    view! {
        <Section id="channels" title=td_string!(current(), service.channels)>
            <ul class="channels">{offers}</ul>
        </Section>
    }
    .into_any()
}

#[component]
fn Channel(offer: ChannelOffer, start: Option<String>) -> impl IntoView {
    let (locale, language) = (current(), language());
    let note = (!offer.note.is_empty()).then(|| view! { <p>{offer.note.get(language).to_owned()}</p> });
    let more = offer.url.filter(|url| web_address(url).is_some()).map(|url| {
        let text = td_string!(locale, service.more_at, host = host(&url).to_owned());
        view! { <p><Outward url text/></p> }
    });
    let start = start.map(|href| view! { <p><a href=href>{td!(locale, service.start)}</a></p> });
    view! { <li><b>{names::channel(offer.channel)}</b>{note}{start}{more}</li> }.into_any()
}

/// Questions with their answers to open.
#[component]
pub(super) fn Questions(faq: Vec<Faq>) -> impl IntoView {
    if faq.is_empty() {
        return ().into_any();
    }
    let language = language();
    view! {
        <Section id="faq" title=td_string!(current(), service.faq)>
            <div>
                {faq.into_iter().map(|faq| {
                    let answer = faq.answer.get(language).to_owned();
                    view! { <Details summary=faq.question.get(language)><Markdown text=answer/></Details> }
                }).collect_view()}
            </div>
        </Section>
    }
    .into_any()
}
