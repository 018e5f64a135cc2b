//! The inbox.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::NoticeId;
use portal::{InboxPage, Portal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::{PageQuery, Paging, not_listed};
use super::signed_in::SignedIn;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on notices.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(read_all))
}

/// List notices
///
/// The inbox of the party acted for, newest first, with the count of what is unread.
#[utoipa::path(get, path = "/notices", operation_id = "listNotices", tag = "notices", params(PageQuery),
    responses((status = 200, description = "A page of notices.", body = InboxPage)))]
async fn list(State(portal): State<Portal>, SignedIn { actor, .. }: SignedIn, paging: Paging) -> Answer<InboxPage> {
    let page = portal.notices.inbox(&actor, paging.after.as_ref(), paging.limit).await;
    Ok(Json(page.map_err(not_listed)?))
}

/// Mark a notice as read
#[utoipa::path(post, path = "/notices/{id}/read", operation_id = "markNoticeRead", tag = "notices",
    params(("id" = NoticeId, Path, description = "Identity of the notice.")),
    responses((status = 204, description = "It is read.")))]
async fn read(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<NoticeId>,
) -> Result<StatusCode, Problem> {
    portal.notices.mark_read(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Mark all notices as read
#[utoipa::path(post, path = "/notices/read-all", operation_id = "markAllNoticesRead", tag = "notices",
    responses((status = 204, description = "All are read.")))]
async fn read_all(State(portal): State<Portal>, SignedIn { actor, .. }: SignedIn) -> Result<StatusCode, Problem> {
    portal.notices.mark_all_read(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
