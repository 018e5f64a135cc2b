//! The page of a case for the official who handles it.

use domain::{CaseState, Date, Feedback, Outcome, Party};
use leptos::prelude::*;
use portal::{Actor, Portal};

use super::act::actions;
use crate::actions::{AgencyAction, DONE};
use crate::app::Page;
use crate::cases::words::{self, Side, dated, moment};
use crate::cases::{Answered, CasePath, ResultSection, ShownCase, StateTag, Thread, TimesPanel, applicant_code, fact};
use crate::components::back_link::BackLink;
use crate::components::error_summary::ErrorSummary;
use crate::components::facts::{Fact, Facts};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::tag::Tag;
use crate::context::Request;
use crate::format;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::service::names::channel;
use crate::texts::{current, language, td, td_string};

/// A case of the official's agency.
#[component]
pub fn AgencyCasePage(
    /// Its number as in the address.
    number: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let language = language();
    loaded(
        async move { ShownCase::for_agency(&portal, &actor, &number, language).await },
        |case| view! { <HandledCase case/> },
    )
}

/// A case as an official sees it.
#[component]
pub fn HandledCase(
    /// The case.
    case: ShownCase,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = case.view.service_title.get(language).to_owned();
    let result = case.view.result.clone();
    let (number, today) = (case.number(), case.today);
    let granted = case.view.case.state == CaseState::Closed(Outcome::Granted);
    view! {
        <PageTitle title=format!("{title} – {number}")/>
        <div class="wrap page case">
            <BackLink href=Page::Queue.path(language)/>
            <ErrorSummary errors=Posted::current().errors/>
            {done()}
            <div class="stack case__head">
                <p class="kicker">{td!(locale, agency.case)}" "<span class="number">{number.clone()}</span>" "{tags(&case)}</p>
                <h1>{title}</h1>
                <p class="lead">{situation(&case)}</p>
            </div>
            <div class="handled">
                <div class="handled__do">{actions(&case)}</div>
                <aside class="handled__facts panel case-facts" aria-label=td_string!(locale, cases.about)>{facts(&case)}</aside>
                <div class="handled__case">
                    {result.map(|result| view! { <ResultSection result number granted/> })}
                    <section class="stack" aria-labelledby="answered">
                        <h2 id="answered">{td!(locale, agency.answers)}</h2>
                        <Answered pages=case.answered.clone()/>
                    </section>
                    <section class="stack" aria-labelledby="messages">
                        <h2 id="messages">{td!(locale, cases.messages)}</h2>
                        <Thread messages=case.view.messages.clone() side=Side::Agency today/>
                    </section>
                    <CasePath case=&case side=Side::Agency/>
                    <TimesPanel case=&case side=Side::Agency/>
                </div>
            </div>
        </div>
    }
}

/// Where it stands and when it is due.
fn tags(case: &ShownCase) -> impl IntoView + use<> {
    let state = case.view.case.state;
    let deadlines = &case.view.deadlines;
    let due = deadlines.promised_by.into_iter().chain(deadlines.legal_by).min();
    let due = (!state.is_closed()).then(|| words::due(due, state, case.today));
    view! {
        <StateTag state side=Side::Agency/>
        {due.map(|(tone, day)| view! { " "<Tag tone>{td_string!(current(), agency.due_on, day = day)}</Tag> })}
    }
}

/// What the official is to do, in a sentence.
fn situation(case: &ShownCase) -> String {
    let (locale, language, view) = (current(), language(), &case.view);
    let on = |date| format::on(date, case.today, language);
    match view.case.state {
        CaseState::Submitted => td_string!(locale, agency.now_new).to_owned(),
        CaseState::InProgress => {
            let step = view
                .timeline
                .current()
                .map_or("", |step| step.title.get(language))
                .to_owned();
            td_string!(locale, agency.now_in_progress, step = step)
        }
        CaseState::WaitingForClient => {
            let since = view.timeline.clock_stopped_since.unwrap_or(case.today);
            td_string!(locale, agency.now_waiting, day = on(since))
        }
        CaseState::Closed(outcome) => {
            let day = on(view.case.closed_at.unwrap_or(view.case.submitted_at).date());
            td_string!(
                locale,
                agency.now_closed,
                day = day,
                outcome = words::outcome(outcome).to_lowercase()
            )
        }
    }
}

/// Who asks, who handles, since when and until when.
fn facts(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language, view) = (current(), language(), &case.view);
    let code = applicant_code(&view.applicant).map(|code| match &view.applicant {
        Party::Person(_) => td_string!(locale, agency.personal_code, code = code),
        Party::Organisation(_) => td_string!(locale, workspace.registration, number = code),
    });
    let represented = view.applicant.name() != view.submitted_by_name;
    let official = view
        .official_name
        .clone()
        .unwrap_or_else(|| td_string!(locale, agency.nobody).to_owned());
    let day = |term, date: Option<domain::Date>| date.map(|date| fact(term, format::full(date, language)));
    let name = view.applicant.name();
    let facts = (
        view! { <Fact term=td_string!(locale, cases.applicant)>{name}{code.map(|code| view! { <br/>{code} })}</Fact> },
        represented.then(|| {
            fact(
                td_string!(locale, agency.represented_by),
                view.submitted_by_name.clone(),
            )
        }),
        fact(td_string!(locale, cases.submitted), dated(view.case.submitted_at)),
        fact(td_string!(locale, agency.channel), channel(view.case.channel)),
        fact(td_string!(locale, agency.official), official),
        day(td_string!(locale, cases.promised), view.deadlines.promised_by),
        day(td_string!(locale, cases.latest), view.deadlines.legal_by),
        view.feedback.clone().map(|feedback| rating(feedback, case.today)),
    );
    view! { <Facts>{facts}</Facts> }
}

/// What the client thinks of how it went.
fn rating(feedback: Feedback, today: Date) -> impl IntoView {
    let (score, when) = (feedback.content.rating.get(), moment(feedback.created_at, today));
    let said = td_string!(current(), agency.rated, rating = score, moment = when);
    let comment = feedback.content.comment;
    view! {
        <Fact term=td_string!(current(), agency.rating)>
            {said}
            {(!comment.is_empty()).then(|| view! { <span class="as-written">{comment}</span> })}
        </Fact>
    }
}

/// What was just done, said once.
fn done() -> Option<impl IntoView> {
    let locale = current();
    let done = AgencyAction::parse(&Request::current().query(DONE)?)?;
    let title = match done {
        AgencyAction::Take => td_string!(locale, agency.taken),
        AgencyAction::Advance => td_string!(locale, agency.advanced),
        AgencyAction::Ask => td_string!(locale, agency.asked),
        AgencyAction::Message => td_string!(locale, cases.message_sent),
        AgencyAction::Close => td_string!(locale, agency.closed),
    };
    let text = match done {
        AgencyAction::Take => td_string!(locale, agency.taken_text),
        AgencyAction::Advance => td_string!(locale, agency.advanced_text),
        AgencyAction::Ask => td_string!(locale, agency.asked_text),
        AgencyAction::Message => td_string!(locale, agency.message_text_done),
        AgencyAction::Close => td_string!(locale, agency.closed_text),
    };
    Posted::current().errors.is_empty().then(|| {
        view! {
            <Notice kind=NoticeKind::Success title><p>{text}</p></Notice>
        }
    })
}
