//! Drafts: forms being filled.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Case, Draft, DraftId, PageOf, Slug};
use portal::{DraftSummary, DraftView, MoveDraft, Portal, RenewDraft, SaveDraft};
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
        .routes(routes!(go_to_newest))
        .routes(routes!(renew))
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
/// Once it has been submitted, `submittedCase` names the case it became. When its form has a newer version and no answer
/// is touched by that, the draft moves to it now; otherwise `update` says what is different and what to do. `moves` keeps
/// what was left out on the way.
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
/// is 409: read the draft again. Name the `formVersion` that the answers are for, and they are not taken for another.
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

/// Move a draft to the newest version of its form
///
/// When `update.passage` is `asks`: what it does to answers has been shown to the client, who wants it. Nothing typed is
/// lost: what is left out is kept in `moves`. Answered with 409 when draft or form are other ones than were seen, or when
/// answers would lose their meaning.
#[utoipa::path(post, path = "/drafts/{id}/move", operation_id = "moveDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the draft.")),
    request_body = MoveDraft,
    responses((status = 200, description = "The draft on the newest version.", body = DraftView)))]
async fn go_to_newest(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
    ApiJson(seen): ApiJson<MoveDraft>,
) -> Answer<DraftView> {
    Ok(Json(portal.drafts.go_to_newest(&actor, id, seen).await?))
}

/// Begin a draft anew
///
/// When `update.passage` is `stays` or `closed`: a draft on the newest version, empty or with the answers that fit there;
/// or the one begun on it already. The old draft stays to be read.
#[utoipa::path(post, path = "/drafts/{id}/renew", operation_id = "renewDraft", tag = "drafts",
    params(("id" = DraftId, Path, description = "Identity of the old draft.")),
    request_body = RenewDraft,
    responses((status = 200, description = "The new draft.", body = DraftView)))]
async fn renew(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<DraftId>,
    ApiJson(wish): ApiJson<RenewDraft>,
) -> Answer<DraftView> {
    Ok(Json(portal.drafts.renew(&actor, id, wish).await?))
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
