//! Where the person is signed in, and how to end what they do not know.

use domain::{Date, Session};
use leptos::prelude::*;
use portal::{Actor, ListedSession, Portal};

use crate::actions::SessionAction;
use crate::app::Page;
use crate::cases::words::moment;
use crate::components::action_form::ActionForm;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::tag::{Tag, Tone};
use crate::context::{Request, SessionEnds};
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The query parameter that says a session has just been ended.
pub const SESSION_ENDED: &str = "ended";

/// The person's sessions.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let current = use_context::<SessionEnds>().map(|ends| ends.session);
    loaded(
        async move { Ok((portal.sessions.list(&actor, current).await?, portal.today())) },
        |(sessions, today)| view! { <SessionList sessions today/> },
    )
}

/// The list of sessions.
#[component]
pub fn SessionList(
    /// The sessions that live.
    sessions: Vec<ListedSession>,
    /// The date now.
    today: Date,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, workspace.sessions);
    let others = sessions.iter().any(|listed| !listed.current);
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <BackLink href=Page::Workspace.path(language)/>
            <ErrorSummary errors=Posted::current().errors/>
            <h1>{title}</h1>
            {Request::current().query(SESSION_ENDED).is_some().then(|| view! {
                <Notice kind=NoticeKind::Success>{td_string!(locale, workspace.session_ended)}</Notice>
            })}
            <p class="lead">{td!(locale, workspace.sessions_text)}</p>
            <ul class="case-list">
                {sessions.into_iter().map(|listed| view! { <Item listed today/> }).collect_view()}
            </ul>
            <p class="soft">{td!(
                locale,
                workspace.sessions_limits,
                idle = Session::IDLE_SECONDS / 60,
                hours = Session::ABSOLUTE_SECONDS / 3600
            )}</p>
            {others.then(|| view! {
                <ActionForm to=Page::Sessions.path(language) action=SessionAction::EndOthers.code()>
                    <Button weight=Weight::Warning>{td!(locale, workspace.end_other_sessions)}</Button>
                </ActionForm>
            })}
            {(!others).then(|| view! { <p>{td!(locale, workspace.no_other_sessions)}</p> })}
        </div>
    }
}

#[component]
fn Item(listed: ListedSession, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let ListedSession { session, current } = listed;
    let began = td_string!(
        locale,
        workspace.session_began,
        moment = moment(session.created_at, today)
    );
    let used = td_string!(
        locale,
        workspace.session_used,
        moment = moment(session.last_seen_at, today)
    );
    let device = match session.device.as_str() {
        "" => td_string!(locale, workspace.unknown_device).to_owned(),
        known => known.to_owned(),
    };
    let name = device.clone();
    view! {
        <li class="case-list__item">
            <div class="case-list__text">
                <h2 class="case-list__title">{device}</h2>
                <p class="case-list__facts">{began}" · "{used}</p>
            </div>
            {match current {
                true => view! { <Tag tone=Tone::Done>{td!(locale, workspace.this_session)}</Tag> }.into_any(),
                false => view! {
                    <ActionForm to=Page::Sessions.path(language) action=SessionAction::End.code() inline=true>
                        <input type="hidden" name="session" value=session.id.to_string()/>
                        <Button weight=Weight::Quiet>
                            <span>{td!(locale, workspace.end_session)}<span class="visually-hidden">": "{name}</span></span>
                        </Button>
                    </ActionForm>
                }.into_any(),
            }}
        </li>
    }
}
