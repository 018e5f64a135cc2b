//! What the client can do when something is wrong, and the rules behind the service.

use leptos::prelude::*;

use domain::{Contest, Link, LocalText, ServiceContent};

use super::outward::Outward;
use super::section::{Pair, Pairs, Section};
use crate::texts::{current, language, td_string};

/// How, where and until when a decision is contested.
#[component]
pub(super) fn Contesting(contest: Contest) -> impl IntoView {
    let (locale, language) = (current(), language());
    let said = move |text: LocalText| text.get(language).to_owned();
    view! {
        <Section id="contest" title=td_string!(locale, service.contest)>
            <Pairs>
                <Pair term=td_string!(locale, service.contest_how)>{said(contest.how)}</Pair>
                <Pair term=td_string!(locale, service.contest_place)>{said(contest.place)}</Pair>
                <Pair term=td_string!(locale, service.contest_until)>{said(contest.until)}</Pair>
            </Pairs>
        </Section>
    }
    .into_any()
}

/// Where one's data are seen and corrected.
#[component]
pub(super) fn OwnData<'a>(content: &'a ServiceContent) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let own = content.own_data.clone();
    let correct = content.correct_data.as_ref().map(|text| text.get(language).to_owned());
    (own.is_some() || correct.is_some()).then(|| {
        view! {
            <Section id="data" title=td_string!(locale, service.data)>
                <Pairs>
                    {own.map(|link| view! { <Pair term=td_string!(locale, service.own_data)>{outward(link)}</Pair> })}
                    {correct.map(|text| view! { <Pair term=td_string!(locale, service.correct_data)>{text}</Pair> })}
                </Pairs>
            </Section>
        }
    })
}

/// The acts the service rests on, and where one takes part in changing them.
#[component]
pub(super) fn Law<'a>(content: &'a ServiceContent) -> impl IntoView + use<> {
    let locale = current();
    let acts: Vec<_> = content
        .legal_acts
        .iter()
        .map(|act| view! { <li>{outward(act.clone())}</li> })
        .collect();
    let participation = content.participation.clone();
    (!acts.is_empty() || participation.is_some()).then(|| {
        view! {
            <Section id="law" title=td_string!(locale, service.law)>
                {(!acts.is_empty()).then(|| view! { <div class="prose"><ul>{acts}</ul></div> })}
                {participation.map(|link| view! {
                    <Pairs><Pair term=td_string!(locale, service.participation)>{outward(link)}</Pair></Pairs>
                })}
            </Section>
        }
    })
}

/// A named link of the registry.
pub(super) fn outward(link: Link) -> impl IntoView {
    let text = link.title.get(language()).to_owned();
    view! { <Outward url=link.url text/> }.into_any()
}
