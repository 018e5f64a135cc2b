//! Drafts: forms being filled.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Case, Draft, DraftId, PageOf, Slug};
use portal::{DraftSummary, DraftView, Portal, SaveDraft};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::paging::{PageQuery, Paging, not_listed};
use super::signed_in::SignedIn;
use super::{Answer, ROOT};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on drafts.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(start))
        .routes(routes!(list))
        .routes(routes!(get, save, delete))
        .routes(routes!(submit))
}

/// Start a draft
///
/// Begins filling the form of a service in the present capacity, or goes on with the draft begun for it before.
#[utoipa::path(post, path = "/services/{slug}/drafts", operation_id = "startDraft", tag = "drafts",
    params(("slug" = Slug, Path, description = "Name of the service in addresses.", example = "dzivesvietas-deklaresana")),
    responses((status = 200, description = "The draft.", body = DraftView)))]
async fn start(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(slug): ApiPath<Slug>,
) -> Answer<DraftView> {
    Ok(Json(portal.drafts.start(&actor, &slug).await?))
}

/// List drafts
///
/// What one has begun in the present capacity, last saved first.
#[utoipa::path(get, path = "/drafts", operation_id = "listDrafts", tag = "drafts", params(PageQuery),
    responses((status = 200, description = "A page of drafts.", body = PageOf<DraftSummary>)))]
async fn list(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    paging: Paging,
) -> Answer<PageOf<DraftSummary>> {
    let page = portal.drafts.list(&actor, paging.after.as_ref(), paging.limit).await;
    Ok(Json(page.map_err(not_listed)?))
}

/// Get a draft
///
/// Once it has been submitted, `submittedCase` names the case it became.
#[utoipa::path(get, path = "/drafts/{id}", operation_id = "getDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the draft.")),
    responses((status = 200, description = "The draft.", body = DraftView)))]
async fn get(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
) -> Answer<DraftView> {
    Ok(Json(portal.drafts.get(&actor, id).await?))
}

/// Save a draft
///
/// All answers so far, right or wrong. `version` is the one last read; when somebody has saved since, the answer
/// is 409: read the draft again.
#[utoipa::path(put, path = "/drafts/{id}", operation_id = "saveDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the draft.")),
    request_body(content = SaveDraft, example = json!({ "version": 1, "answers": { "movers": "alone" }, "page": "who" })),
    responses((status = 200, description = "The draft as saved.", body = Draft)))]
async fn save(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
    ApiJson(save): ApiJson<SaveDraft>,
) -> Answer<Draft> {
    Ok(Json(portal.drafts.save(&actor, id, save).await?))
}

/// Delete a draft
///
/// With all its answers.
#[utoipa::path(delete, path = "/drafts/{id}", operation_id = "deleteDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the draft.")),
    responses((status = 204, description = "It is gone.")))]
async fn delete(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
) -> Result<StatusCode, Problem> {
    portal.drafts.delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Submit a draft
///
/// Makes a case of it, once: however often it is submitted, the answer is the same case. Wrong or missing answers
/// are named in `errors`, and the draft stays.
#[utoipa::path(post, path = "/drafts/{id}/submit", operation_id = "submitDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the draft.")),
    responses((status = 201, description = "The case.", body = Case,
        headers(("Location" = String, description = "Where the case is.")))))]
async fn submit(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
) -> Result<Response, Problem> {
    let case = portal.cases.submit(&actor, id).await?;
    let place = format!("{ROOT}/cases/{}", case.number);
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Json(case)).into_response())
}
