//! The workspace: what has been begun, what runs, what is over, what is new.

use domain::{Date, Limit, PageOf};
use leptos::prelude::*;
use portal::{Actor, CaseFilter, CaseSummary, DraftSummary, InboxPage, Portal, PortalError};

use super::case_list::{past, running};
use super::draft_list::drafts;
use super::notice_list::teaser;
use crate::app::Page;
use crate::components::button::LinkButton;
use crate::components::empty::Empty;
use crate::components::error_summary::ErrorSummary;
use crate::context::Viewer;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::paging::cursor;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// Query parameters with the place in each list.
pub(super) const DRAFTS: &str = "drafts";
pub(super) const RUNNING: &str = "running";
pub(super) const PAST: &str = "past";

/// How many notices are shown here; the rest is in the inbox.
const NEWEST: u16 = 3;
const AT_A_TIME: u16 = 10;

/// Everything the workspace shows.
#[derive(Debug, Clone)]
pub struct WorkspaceView {
    /// What has been begun, last saved first.
    pub drafts: PageOf<DraftSummary>,
    /// Cases that run, newest first.
    pub running: PageOf<CaseSummary>,
    /// Cases that have ended, newest first.
    pub past: PageOf<CaseSummary>,
    /// The newest notices.
    pub inbox: InboxPage,
    /// The date now.
    pub today: Date,
}

/// The workspace of the signed-in person in their present capacity.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let places = [DRAFTS, RUNNING, PAST].map(cursor);
    let load = async move {
        let limit = |items| Limit::new(items).unwrap_or_default();
        let [at_draft, at_running, at_past] = places;
        Ok::<_, PortalError>(WorkspaceView {
            drafts: portal.drafts.list(&actor, at_draft.as_ref(), limit(AT_A_TIME)).await?,
            // All that run come at once, so that those that wait for the client stand first.
            running: portal
                .cases
                .list(
                    &actor,
                    CaseFilter { running: true },
                    at_running.as_ref(),
                    limit(Limit::MAX),
                )
                .await?,
            past: portal
                .cases
                .list(
                    &actor,
                    CaseFilter { running: false },
                    at_past.as_ref(),
                    limit(AT_A_TIME),
                )
                .await?,
            inbox: portal.notices.inbox(&actor, None, limit(NEWEST)).await?,
            today: portal.today(),
        })
    };
    loaded(load, |workspace| view! { <Overview workspace/> })
}

/// The workspace with what is in it.
#[component]
pub fn Overview(
    /// What is in it.
    workspace: WorkspaceView,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, workspace.title);
    let WorkspaceView {
        drafts: begun,
        running: open,
        past: over,
        inbox,
        today,
    } = workspace;
    let paged = [DRAFTS, RUNNING, PAST].iter().any(|name| cursor(name).is_some());
    let empty = begun.items.is_empty() && open.items.is_empty() && over.items.is_empty() && !paged;
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <ErrorSummary errors=Posted::current().errors/>
            <h1>{title}</h1>
            <p class="lead">{for_whom()}</p>
            {empty.then(|| view! {
                <Empty title=td_string!(locale, workspace.nothing)>
                    <p>{td!(locale, workspace.nothing_text)}</p>
                    <p><LinkButton href=Page::Catalogue.path(language)>{td!(locale, workspace.find_service)}</LinkButton></p>
                </Empty>
            })}
            {(!empty).then(|| view! {
                {running(open, today)}
                {drafts(begun, today)}
            })}
            {teaser(inbox, today)}
            {(!empty).then(|| past(over, today))}
            <section class="stack" aria-labelledby="access">
                <h2 id="access">{td!(locale, workspace.access)}</h2>
                <ul class="link-rows">
                    <li><a href=Page::Capacity.path(language)>{td!(locale, workspace.to_capacity)}</a></li>
                    <li><a href=Page::Sessions.path(language)>{td!(locale, workspace.to_sessions)}</a></li>
                    <li><a href=Page::Tokens.path(language)>{td!(locale, workspace.to_tokens)}</a></li>
                </ul>
            </section>
        </div>
    }
}

/// Whose matters are shown.
fn for_whom() -> String {
    let locale = current();
    match Viewer::current().person() {
        Some(person) => match &person.acting_for {
            Some(party) => td_string!(locale, workspace.for_party, name = party.clone()),
            None => td_string!(locale, workspace.for_myself, name = person.name.clone()),
        },
        None => String::new(),
    }
}
