//! Posts of the sessions: end one, end all others.

use app::actions::{ACTION, SessionAction};
use app::app::{Page, language_of};
use app::workspace::SESSION_ENDED;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The page of the sessions.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/darba-vieta/sesijas", "/en/workspace/sessions"),
        operations: &["endSession", "endOtherSessions"],
        handler: post(act),
    }]
}

async fn act(State(state): State<AppState>, caller: Caller, sent: Pairs) -> Response {
    let sessions = &state.portal.sessions;
    let result = match sent.value(ACTION).and_then(SessionAction::parse) {
        Some(SessionAction::End) => match sent.value("session").and_then(|id| id.parse().ok()) {
            // One that has ended meanwhile is what was wanted.
            Some(id) => match sessions.end(&caller.actor, id).await {
                Err(PortalError::NotFound) => Ok(()),
                result => result,
            },
            None => Err(PortalError::NotFound),
        },
        Some(SessionAction::EndOthers) => {
            let current = caller.session.as_ref().map(|caller| caller.session.id);
            sessions.end_others(&caller.actor, current).await.map(|_| ())
        }
        None => Err(PortalError::NotFound),
    };
    match result {
        Ok(()) => {
            let page = Page::Sessions.path(language_of(sent.uri.path()));
            Redirect::to(&format!("{page}?{SESSION_ENDED}=1")).into_response()
        }
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}
