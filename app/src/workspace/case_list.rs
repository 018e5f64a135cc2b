//! The client's cases as lists: those that run, and those that are over.

use domain::{Date, PageOf, WaitingFor};
use leptos::prelude::*;
use portal::CaseSummary;

use super::overview::{PAST, RUNNING};
use crate::app::Page;
use crate::cases::StateTag;
use crate::cases::words::{self, Side};
use crate::components::button::{LinkButton, Weight};
use crate::components::next_page::NextPage;
use crate::format;
use crate::paging::{address, cursor};
use crate::texts::{current, language, td, td_string};

/// Cases that run: those that wait for the client first.
pub(super) fn running(page: PageOf<CaseSummary>, today: Date) -> impl IntoView {
    let locale = current();
    let PageOf { mut items, next } = page;
    // Stable: within each group the newest stays first.
    items.sort_by_key(|case| case.waiting_for != WaitingFor::Client);
    let first = cursor(RUNNING).map(|_| format!("{}#running", Page::Workspace.path(language())));
    let next = next.map(|place| format!("{}#running", address(&Page::Workspace, &[(RUNNING, &place.0)])));
    let none = items
        .is_empty()
        .then(|| view! { <p class="soft">{td!(locale, workspace.none_running)}</p> });
    view! {
        <section class="stack" aria-labelledby="running">
            <h2 id="running">{td!(locale, workspace.running)}</h2>
            {none}
            <ul class="case-list">{items.into_iter().map(|case| view! { <Running case today/> }).collect_view()}</ul>
            <NextPage of=td_string!(locale, workspace.running) first next/>
        </section>
    }
}

#[component]
fn Running(case: CaseSummary, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let href = Page::Case {
        number: case.number.to_string(),
    }
    .path(language);
    let yours = case.waiting_for == WaitingFor::Client;
    let answer = td_string!(locale, workspace.answer);
    let title = case.service_title.get(language).to_owned();
    let step = td_string!(
        locale,
        workspace.at_step,
        step = case.step_title.get(language).to_owned()
    );
    // While the client is waited for the days will move, so they are not told.
    let due = case.promised_by.or(case.legal_by).filter(|_| !yours);
    let due = due.map(|day| match case.promised_by {
        Some(_) => td_string!(locale, workspace.promised, day = format::until(day, today, language)),
        None => td_string!(locale, workspace.legal, day = format::until(day, today, language)),
    });
    let late = due.is_some() && case.promised_by.or(case.legal_by).is_some_and(|day| day < today);
    view! {
        <li class=if yours { "case-list__item case-list__item--yours" } else { "case-list__item" }>
            <div class="case-list__text">
                <h3 class="case-list__title"><a href=href.clone()>{title.clone()}</a></h3>
                <p class="case-list__facts">
                    <span class="number">{case.number.to_string()}</span>" · "{case.agency_name.get(language).to_owned()}
                </p>
                <p class="case-list__facts"><StateTag state=case.state side=Side::Client/>" "{step}". "{words::who_acts(case.waiting_for)}"."</p>
                {due.map(|due| view! {
                    <p class="case-list__facts">{due}{late.then(|| view! { " "<span class="case-list__late">{td!(locale, components.late)}</span> })}</p>
                })}
            </div>
            {yours.then(|| view! {
                <LinkButton href=format!("{href}#to-do") spoken=format!("{answer}: {title}")>{answer}</LinkButton>
            })}
        </li>
    }
}

/// Cases that are over, the last ended first; nothing when there are none.
pub(super) fn past(page: PageOf<CaseSummary>, today: Date) -> Option<impl IntoView> {
    let locale = current();
    let first = cursor(PAST).map(|_| format!("{}#past", Page::Workspace.path(language())));
    if page.items.is_empty() && first.is_none() {
        return None;
    }
    let next = page
        .next
        .map(|place| format!("{}#past", address(&Page::Workspace, &[(PAST, &place.0)])));
    Some(view! {
        <section class="stack" aria-labelledby="past">
            <h2 id="past">{td!(locale, workspace.past)}</h2>
            <ul class="case-list">{page.items.into_iter().map(|case| view! { <Past case today/> }).collect_view()}</ul>
            <NextPage of=td_string!(locale, workspace.past) first next/>
        </section>
    })
}

#[component]
fn Past(case: CaseSummary, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let number = case.number.to_string();
    let title = case.service_title.get(language).to_owned();
    let ended = case.closed_at.unwrap_or(case.submitted_at).date();
    let rate = (!case.rated).then(|| {
        let href = Page::Rating { number: number.clone() }.path(language);
        let words = td_string!(locale, workspace.rate);
        view! { <LinkButton href weight=Weight::Quiet spoken=format!("{words}: {title}")>{words}</LinkButton> }
    });
    view! {
        <li class="case-list__item">
            <div class="case-list__text">
                <h3 class="case-list__title"><a href=Page::Case { number: number.clone() }.path(language)>{title.clone()}</a></h3>
                <p class="case-list__facts"><span class="number">{number}</span>" · "{case.agency_name.get(language).to_owned()}</p>
                <p class="case-list__facts"><StateTag state=case.state side=Side::Client/>" "{format::on(ended, today, language)}</p>
            </div>
            {rate}
        </li>
    }
}
