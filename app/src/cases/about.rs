//! Who a case is between, and what one can do when one disagrees with its result.

use domain::{Contest, LocalText, Party};
use leptos::prelude::*;

use super::shown::ShownCase;
use super::words::moment;
use crate::app::Page;
use crate::components::facts::{Fact, Facts};
use crate::service::outward::Phone;
use crate::texts::{current, language, td, td_string};

/// The code by which registers know a party.
pub fn applicant_code(party: &Party) -> Option<String> {
    match party {
        Party::Person(person) => person.personal_code.as_ref().map(|code| code.as_str().to_owned()),
        Party::Organisation(organisation) => Some(organisation.registration_number.as_str().to_owned()),
    }
}

/// A fact in plain words.
pub(crate) fn fact(term: &'static str, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <Fact term>{text}</Fact> }.into_any()
}

/// Who submitted what to whom.
pub(super) fn about(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let view = &case.view;
    let (applicant, by) = (view.applicant.name(), view.submitted_by_name.clone());
    let number = view.agency.phone.clone();
    let service = Page::Service {
        slug: view.service_slug.to_string(),
    }
    .path(language);
    let title = view.service_title.get(language).to_owned();
    let facts = (
        fact(
            td_string!(locale, cases.submitted),
            moment(view.case.submitted_at, case.today),
        ),
        (by != applicant).then(|| fact(td_string!(locale, cases.submitted_by), by)),
        fact(td_string!(locale, cases.applicant), applicant),
        fact(td_string!(locale, cases.handled_by), view.agency.name.get(language)),
        view.official_name
            .clone()
            .map(|name| fact(td_string!(locale, cases.official), name)),
        view! { <Fact term=td_string!(locale, cases.phone)><Phone number/></Fact> },
        view! { <Fact term=td_string!(locale, cases.service)><a href=service>{title}</a></Fact> },
    );
    view! {
        <section class="stack" aria-labelledby="about">
            <h2 id="about">{td!(locale, cases.about)}</h2>
            <div class="panel case-facts"><Facts>{facts}</Facts></div>
        </section>
    }
}

/// How, where and until when a decision is contested.
#[component]
pub fn Contesting(
    /// As the service says.
    contest: Contest,
) -> impl IntoView {
    let locale = current();
    let pair = |term: &'static str, text: LocalText| {
        view! { <div class="pairs__pair"><dt>{term}</dt><dd>{text.get(language()).to_owned()}</dd></div> }
    };
    view! {
        <section class="stack" aria-labelledby="contest">
            <h2 id="contest">{td!(locale, service.contest)}</h2>
            <dl class="pairs">
                {pair(td_string!(locale, service.contest_how), contest.how)}
                {pair(td_string!(locale, service.contest_place), contest.place)}
                {pair(td_string!(locale, service.contest_until), contest.until)}
            </dl>
        </section>
    }
}
