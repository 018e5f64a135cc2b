//! The confirmation after submitting: the number, what happens next and by when.

use leptos::prelude::*;
use portal::{Actor, Portal};

use super::about::{applicant_code, fact};
use super::answered::Answered;
use super::forecast;
use super::shown::ShownCase;
use super::words::dated;
use crate::app::Page;
use crate::components::button::{Buttons, LinkButton, Weight};
use crate::components::confirmation::Confirmation;
use crate::components::facts::Facts;
use crate::components::path::{Path, PathStep, StepState};
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::texts::{current, language, td, td_string};

/// The receipt of a case.
#[component]
pub fn ReceiptPage(
    /// Its number as in the address.
    number: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let language = language();
    loaded(
        async move { ShownCase::for_client(&portal, &actor, &number, language).await },
        |case| view! { <CaseReceipt case/> },
    )
}

/// The receipt itself.
#[component]
pub fn CaseReceipt(
    /// The case.
    case: ShownCase,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, cases.receipt_title);
    let service = case.view.service_title.get(language).to_owned();
    let (steps, facts, number) = (planned(&case), facts(&case), case.number());
    let to_case = Page::Case { number: number.clone() }.path(language);
    view! {
        <PageTitle title=format!("{title} – {service}")/>
        <div class="wrap page">
            <Confirmation title number_label=td_string!(locale, cases.receipt_number) number/>
            <p class="lead">{service}</p>
            <section class="stack" aria-labelledby="next">
                <h2 id="next">{td!(locale, cases.what_next)}</h2>
                <Path steps planned=true/>
                <ul class="prose receipt__next">
                    <li>{td!(locale, cases.receipt_inbox)}</li>
                    <li>{td!(locale, cases.receipt_question)}</li>
                </ul>
            </section>
            <div class="panel case-facts">{facts}</div>
            <Buttons>
                <LinkButton href=to_case>{td!(locale, cases.to_case)}</LinkButton>
                <LinkButton href=Page::Workspace.path(language) weight=Weight::Quiet>{td!(locale, cases.to_workspace)}</LinkButton>
            </Buttons>
            <section class="stack" aria-labelledby="answered">
                <h2 id="answered">{td!(locale, cases.answered)}</h2>
                <p class="soft screen-only">{td!(locale, cases.print)}</p>
                <Answered pages=case.answered/>
            </section>
        </div>
    }
}

/// What was submitted, by whom, to whom, and the days that hold the agency.
fn facts(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let view = &case.view;
    let day = |term, date: Option<domain::Date>| date.map(|date| fact(term, format::full(date, language)));
    let code = applicant_code(&view.applicant)
        .map(|code| format!(" ({code})"))
        .unwrap_or_default();
    let facts = (
        fact(td_string!(locale, cases.submitted), dated(view.case.submitted_at)),
        fact(
            td_string!(locale, cases.applicant),
            format!("{}{code}", view.applicant.name()),
        ),
        fact(td_string!(locale, cases.handled_by), view.agency.name.get(language)),
        forecast::sentence(case).zip(view.forecast).map(|(sentence, forecast)| {
            fact(
                td_string!(locale, cases.forecast),
                format!("{sentence} {}", forecast::basis(forecast)),
            )
        }),
        day(td_string!(locale, cases.promised), view.deadlines.promised_by),
        day(td_string!(locale, cases.latest), view.deadlines.legal_by),
    );
    view! { <Facts>{facts}</Facts> }
}

/// The way that lies ahead; what the client had to do is done.
fn planned(case: &ShownCase) -> Vec<PathStep> {
    let language = language();
    let steps = case.view.steps.iter().enumerate();
    steps
        .map(|(at, step)| PathStep {
            title: step.title.get(language).to_owned(),
            note: Some(step.now.get(language).to_owned()).filter(|_| at > 0),
            state: if at == 0 { StepState::Done } else { StepState::Next },
        })
        .collect()
}
