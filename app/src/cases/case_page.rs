//! The page of a case for its client.

use domain::{CaseState, Outcome};
use leptos::prelude::*;
use portal::{Actor, Portal};

use super::about::{Contesting, about};
use super::answered::Answered;
use super::head::head;
use super::progress::{CasePath, TimesPanel};
use super::result::ResultSection;
use super::shown::ShownCase;
use super::thread::Thread;
use super::to_do::{answer, rate, withdraw, write};
use super::words::Side;
use crate::actions::{ClientAction, DONE};
use crate::app::Page;
use crate::components::back_link::BackLink;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::context::Request;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// A case of the signed-in client.
#[component]
pub fn CasePage(
    /// Its number as in the address.
    number: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let language = language();
    loaded(
        async move { ShownCase::for_client(&portal, &actor, &number, language).await },
        |case| view! { <ClientCase case/> },
    )
}

/// A case as its client sees it.
#[component]
pub fn ClientCase(
    /// The case.
    case: ShownCase,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = case.view.service_title.get(language).to_owned();
    let result = case.view.result.clone();
    let (number, today) = (case.number(), case.today);
    let granted = case.view.case.state == CaseState::Closed(Outcome::Granted);
    view! {
        <PageTitle title=format!("{title} – {}", case.number())/>
        <div class="wrap page case">
            <BackLink href=Page::Workspace.path(language)/>
            <ErrorSummary errors=Posted::current().errors/>
            {done()}
            <div class="stack case__head">{head(&case)}</div>
            {answer(&case)}
            {result.map(|result| view! { <ResultSection result number granted/> })}
            {rate(&case)}
            <CasePath case=&case side=Side::Client/>
            <TimesPanel case=&case side=Side::Client/>
            <section class="stack" aria-labelledby="messages">
                <h2 id="messages">{td!(locale, cases.messages)}</h2>
                <Thread messages=case.view.messages.clone() side=Side::Client today/>
                {write(&case)}
            </section>
            <section class="stack" aria-labelledby="answered">
                <h2 id="answered">{td!(locale, cases.answered)}</h2>
                <Answered pages=case.answered.clone()/>
            </section>
            {about(&case)}
            <Contesting contest=case.view.contest.clone()/>
            {withdraw(&case)}
        </div>
    }
}

/// What was just done, said once.
fn done() -> Option<impl IntoView> {
    let locale = current();
    let done = ClientAction::parse(&Request::current().query(DONE)?)?;
    let (title, text) = match done {
        ClientAction::Answer => (
            td_string!(locale, cases.answer_sent),
            td_string!(locale, cases.answer_sent_text),
        ),
        ClientAction::Message => (
            td_string!(locale, cases.message_sent),
            td_string!(locale, cases.message_sent_text),
        ),
        ClientAction::Withdraw => (
            td_string!(locale, cases.withdraw_done),
            td_string!(locale, cases.withdraw_done_text),
        ),
    };
    Posted::current().errors.is_empty().then(|| {
        view! {
            <Notice kind=NoticeKind::Success title><p>{text}</p></Notice>
        }
    })
}
