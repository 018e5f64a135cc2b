//! The head of a case: number, state, name, and what happens now and then.

use domain::{CaseState, Outcome, WaitingFor};
use leptos::prelude::*;

use super::shown::ShownCase;
use super::words::{self, Side};
use crate::app::Page;
use crate::components::tag::Tag;
use crate::format;
use crate::texts::{current, language, td, td_string};

/// Where a case stands, as a tag.
#[component]
pub fn StateTag(
    /// Where it stands.
    state: CaseState,
    /// Who reads it.
    side: Side,
) -> impl IntoView {
    view! { <Tag tone=words::tone(state)>{words::state(state, side)}</Tag> }
}

/// What happens now and what comes then, in sentences.
#[derive(Debug, PartialEq, Eq)]
struct Story {
    now: String,
    then: String,
}

/// Number, state, name and the sentences.
pub(super) fn head(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let view = &case.view;
    let Story { now, then } = story(case);
    let open = !view.case.state.is_closed();
    let idle = matches!(view.timeline.waiting_for, WaitingFor::Agency | WaitingFor::Other);
    let service = Page::Service {
        slug: view.service_slug.to_string(),
    }
    .path(language);
    let contested = matches!(
        view.case.state,
        CaseState::Closed(Outcome::Refused | Outcome::LeftUnexamined)
    );
    view! {
        <p class="kicker">
            {td!(locale, cases.number)}" "<span class="number">{case.number()}</span>" "<StateTag state=view.case.state side=Side::Client/>
        </p>
        <h1>{view.service_title.get(language).to_owned()}</h1>
        <p class="lead">
            {open.then(|| view! { <b>{td!(locale, cases.now)}</b>" " })}{now}
            {idle.then(|| view! { " "{td!(locale, cases.nothing_to_do)} })}
        </p>
        <p class="lead">
            {open.then(|| view! { <b>{td!(locale, cases.then)}</b>" " })}{then}
            {contested.then(|| view! { " "<a href="#contest">{td!(locale, cases.how_to_contest)}</a> })}
            {(view.case.state == CaseState::Closed(Outcome::Withdrawn)).then(|| view! {
                " "<a href=service>{td!(locale, cases.to_service)}</a>
            })}
        </p>
    }
}

fn story(case: &ShownCase) -> Story {
    let (locale, language) = (current(), language());
    let view = &case.view;
    let agency = || view.agency.name.get(language).to_owned();
    let happens = || {
        view.timeline
            .current()
            .map_or("", |step| step.now.get(language))
            .to_owned()
    };
    let comes = || match view.timeline.next() {
        Some(step) => step.now.get(language).to_owned(),
        None => td_string!(locale, cases.then_result).to_owned(),
    };
    match view.case.state {
        CaseState::Submitted => Story {
            now: td_string!(locale, cases.now_submitted, step = happens()),
            then: comes(),
        },
        CaseState::InProgress => Story {
            now: happens(),
            then: comes(),
        },
        CaseState::WaitingForClient => Story {
            now: td_string!(locale, cases.now_waiting, agency = agency()),
            then: td_string!(locale, cases.then_waiting).to_owned(),
        },
        CaseState::Closed(outcome) => ended(outcome, case),
    }
}

fn ended(outcome: Outcome, case: &ShownCase) -> Story {
    let locale = current();
    let closed = case.view.case.closed_at.unwrap_or(case.view.case.submitted_at).date();
    let day = format::on(closed, case.today, language());
    let now = match outcome {
        Outcome::Granted => td_string!(locale, cases.now_granted, day = day),
        Outcome::Refused => td_string!(locale, cases.now_refused, day = day),
        Outcome::LeftUnexamined => td_string!(locale, cases.now_left_unexamined, day = day),
        Outcome::Withdrawn => td_string!(locale, cases.now_withdrawn, day = day),
    };
    let then = match outcome {
        Outcome::Granted => td_string!(locale, cases.then_granted),
        Outcome::Refused | Outcome::LeftUnexamined => td_string!(locale, cases.then_refused),
        Outcome::Withdrawn => td_string!(locale, cases.then_withdrawn),
    };
    Story {
        now,
        then: then.to_owned(),
    }
}
