//! Messages on a case, between its client and its agency.

use axum::Json;
use axum::extract::State;
use domain::{Case, CaseNumber, PageOf};
use portal::{MessageView, Portal};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::{PageQuery, Paging, not_listed};
use super::signed_in::SignedIn;
use crate::extract::{ApiJson, ApiPath};
use crate::state::AppState;

/// Operations on messages.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list, send))
}

/// A message to send.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewMessage {
    /// What one writes.
    #[schema(min_length = 1, max_length = 10_000)]
    text: String,
}

/// List the messages of a case
///
/// Newest first; for its client and its agency.
#[utoipa::path(get, path = "/cases/{number}/messages", operation_id = "listCaseMessages", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case."), PageQuery),
    responses((status = 200, description = "A page of messages.", body = PageOf<MessageView>)))]
async fn list(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    paging: Paging,
) -> Answer<PageOf<MessageView>> {
    let page = portal
        .cases
        .messages(&actor, &number, paging.after.as_ref(), paging.limit)
        .await;
    Ok(Json(page.map_err(not_listed)?))
}

/// Send a message
///
/// From the client to the agency or the other way; which follows from who writes. The clock does not stop.
#[utoipa::path(post, path = "/cases/{number}/messages", operation_id = "sendCaseMessage", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = NewMessage,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn send(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(message): ApiJson<NewMessage>,
) -> Answer<Case> {
    Ok(Json(portal.cases.message(&actor, &number, &message.text).await?))
}
