//! Posts of the inbox: open a notice, mark it as read, mark all.

use app::actions::{ACTION, InboxAction};
use app::app::{Page, language_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::{CaseNumber, NoticeId};
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The inbox.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/darba-vieta/pastkaste", "/en/workspace/inbox"),
        operations: &["markNoticeRead", "markAllNoticesRead"],
        handler: post(act),
    }]
}

async fn act(State(state): State<AppState>, caller: Caller, sent: Pairs) -> Response {
    let (notices, actor) = (&state.portal.notices, &caller.actor);
    let notice = sent.value("notice").and_then(|id| id.parse::<NoticeId>().ok());
    let result = match (sent.value(ACTION).and_then(InboxAction::parse), notice) {
        (Some(InboxAction::ReadAll), _) => notices.mark_all_read(actor).await.map(|()| Page::Inbox),
        (Some(InboxAction::Read), Some(id)) => notices.mark_read(actor, id).await.map(|()| Page::Inbox),
        (Some(InboxAction::Open), Some(id)) => notices.open(actor, id).await.map(|()| case(&sent)),
        _ => Err(PortalError::NotFound),
    };
    match result {
        Ok(page) => Redirect::to(&page.path(language_of(sent.uri.path()))).into_response(),
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

/// The case that the notice is about.
fn case(sent: &Pairs) -> Page {
    match sent.value("case").and_then(|number| number.parse::<CaseNumber>().ok()) {
        Some(number) => Page::Case {
            number: number.to_string(),
        },
        None => Page::Inbox,
    }
}
