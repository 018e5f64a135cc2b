//! Where the person is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{PageOf, SessionId};
use portal::{ListedSession, Portal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::whole;
use super::signed_in::SignedIn;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on sessions.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, end_others))
        .routes(routes!(end))
}

/// List sessions
///
/// Where the person is signed in with a browser now, newest first.
#[utoipa::path(get, path = "/me/sessions", operation_id = "listSessions", tag = "me",
    responses((status = 200, description = "All sessions.", body = PageOf<ListedSession>)))]
async fn list(State(portal): State<Portal>, SignedIn { actor, session }: SignedIn) -> Answer<PageOf<ListedSession>> {
    let current = session.map(|caller| caller.session.id);
    Ok(Json(whole(portal.sessions.list(&actor, current).await?)))
}

/// End a session
///
/// Its browser is asked to sign in again.
#[utoipa::path(delete, path = "/me/sessions/{id}", operation_id = "endSession", tag = "me",
    params(("id" = SessionId, Path, description = "Identity of the session.")),
    responses((status = 204, description = "It has ended.")))]
async fn end(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<SessionId>,
) -> Result<StatusCode, Problem> {
    portal.sessions.end(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all other sessions
///
/// All but the one that asks, when a browser asks.
#[utoipa::path(delete, path = "/me/sessions", operation_id = "endOtherSessions", tag = "me",
    responses((status = 204, description = "They have ended.")))]
async fn end_others(
    State(portal): State<Portal>,
    SignedIn { actor, session }: SignedIn,
) -> Result<StatusCode, Problem> {
    let current = session.map(|caller| caller.session.id);
    portal.sessions.end_others(&actor, current).await?;
    Ok(StatusCode::NO_CONTENT)
}
