//! The post of the workspace: throw a draft away.

use app::app::{Page, language_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The workspace.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/darba-vieta", "/en/workspace"),
        operations: &["deleteDraft"],
        handler: post(delete_draft),
    }]
}

async fn delete_draft(State(state): State<AppState>, caller: Caller, sent: Pairs) -> Response {
    let result = match sent.value("draft").and_then(|id| id.parse().ok()) {
        Some(id) => state.portal.drafts.delete(&caller.actor, id).await,
        None => Err(PortalError::NotFound),
    };
    match result {
        // Gone already, by a double click or in another tab: that is what was wanted.
        Ok(()) | Err(PortalError::NotFound) => {
            Redirect::to(&Page::Workspace.path(language_of(sent.uri.path()))).into_response()
        }
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}
