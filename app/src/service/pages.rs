//! The card of a service as a page.

use leptos::prelude::*;
use portal::{MetNeed, Portal, PortalError, ServiceView};

use domain::Slug;

use super::details::{About, Channels, Fees, Needed, Questions};
use super::facts::ServiceFacts;
use super::help::Help;
use super::opening::Opening;
use super::outward::{Outward, host};
use super::rights::{Contesting, Law, OwnData};
use super::section::{Pair, Pairs, Section};
use super::steps::Steps;
use crate::app::Page;
use crate::components::back_link::Breadcrumbs;
use crate::components::notice::Notice;
use crate::context::Site;
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{current, language, td, td_string};

/// The card of a service of the registry.
#[component]
pub fn Service(
    /// Its name in the address.
    slug: String,
) -> impl IntoView {
    let portal = expect_context::<Portal>();
    let load = async move {
        let slug: Slug = slug.parse().map_err(|_| PortalError::NotFound)?;
        portal.registry.service(&slug).await
    };
    loaded(load, |view| view! { <ServicePage view/> })
}

/// The card of a service, drawn: first what decides, then how it goes, then everything else one may want to know.
#[component]
pub fn ServicePage(
    /// All that is known about it.
    view: ServiceView,
) -> impl IntoView {
    let language = language();
    let content = &view.version.content;
    let title = content.title.get(language).to_owned();
    let summary = content.summary.get(language).to_owned();
    view! {
        <PageTitle title description=summary/>
        <div class="wrap page">
            <Breadcrumbs trail=trail(&view.needs)/>
            <article class="service">
                <Opening view=&view/>
                <aside class="service__aside"><ServiceFacts view=&view/></aside>
                <div class="service__body">
                    <Steps view=&view/>
                    <About content/>
                    <Needed evidence=content.evidence.clone()/>
                    <Fees fees=content.fees.clone()/>
                    <Channels view=&view/>
                    <Questions faq=content.faq.clone()/>
                    <Contesting contest=content.contest.clone()/>
                    <OwnData content/>
                    <Help view=&view/>
                    <Law content/>
                    <Situations needs=view.needs.clone()/>
                    <Record view=&view/>
                </div>
            </article>
        </div>
    }
    .into_any()
}

/// The way up: all services, then the first life situation.
fn trail(needs: &[MetNeed]) -> Vec<(String, String)> {
    let (locale, language) = (current(), language());
    let services = (
        td_string!(locale, catalogue.title).to_owned(),
        Page::Catalogue.path(language),
    );
    let situation = needs.first().map(|need| {
        let page = Page::LifeSituation {
            slug: need.life_situation.to_string(),
        };
        (need.life_situation_title.get(language).to_owned(), page.path(language))
    });
    std::iter::once(services).chain(situation).collect()
}

/// Where else the service is found: what else one may need then.
#[component]
fn Situations(needs: Vec<MetNeed>) -> impl IntoView {
    if needs.is_empty() {
        return ().into_any();
    }
    let (locale, language) = (current(), language());
    let link = move |need: MetNeed| {
        let page = Page::LifeSituation {
            slug: need.life_situation.to_string(),
        };
        let href = format!("{}#need-{}", page.path(language), need.need);
        let situation = need.life_situation_title.get(language).to_owned();
        let title = need.need_title.get(language).to_owned();
        view! { <li><a href=href>{situation}": "{title}</a></li> }
    };
    view! {
        <Section id="situations" title=td_string!(locale, service.situations)>
            <div class="prose"><ul>{needs.into_iter().map(link).collect_view()}</ul></div>
        </Section>
    }
    .into_any()
}

/// Who wrote this and when; in a demonstration also that it is made up.
#[component]
fn Record<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let demonstration = use_context::<Site>().is_some_and(|site| site.demonstration);
    let published = view.version.published_at.date();
    let owner = view.version.content.owner.clone();
    let number = view.version.number;
    let website = view.agency.website.clone();
    view! {
        <Section id="record" title=td_string!(locale, service.record)>
            {demonstration.then(|| {
                let text = host(&website).to_owned();
                view! {
                    <Notice title=td_string!(locale, service.illustrative)>
                        <p>{td!(locale, service.illustrative_text)}" "<Outward url=website text/></p>
                    </Notice>
                }
            })}
            <Pairs>
                <Pair term=td_string!(locale, service.owner)>{owner}</Pair>
                <Pair term=td_string!(locale, service.updated)>
                    <time datetime=published.to_string()>{format::full(published, language)}</time>
                </Pair>
                <Pair term=td_string!(locale, service.version)>{number}</Pair>
            </Pairs>
        </Section>
    }
    .into_any()
}
