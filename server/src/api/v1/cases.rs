//! Cases as their clients see and change them.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use connectors::files::Content;
use domain::{Case, CaseEvent, CaseNumber, CaseResult, File, FileId, PageOf};
use portal::{CaseFilter, CaseSummary, CaseView, Portal};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::{PageQuery, Paging, not_listed, whole};
use super::signed_in::SignedIn;
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on one's own cases.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(events))
        .routes(routes!(result))
        .routes(routes!(file))
        .routes(routes!(answer))
        .routes(routes!(withdraw))
}

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Those that run, or those that have ended.
    #[param(default = true)]
    running: Option<bool>,
}

/// The answer to what the agency asked.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClientAnswer {
    /// The version of the case that was read.
    version: i64,
    /// What one answers.
    #[schema(min_length = 1, max_length = 10_000)]
    text: String,
}

/// Names the version of a case that was read.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SeenVersion {
    /// The version of the case that was read.
    pub version: i64,
}

/// List cases
///
/// Those of the party acted for, newest first.
#[utoipa::path(get, path = "/cases", operation_id = "listCases", tag = "cases", params(Which, PageQuery),
    responses((status = 200, description = "A page of cases.", body = PageOf<CaseSummary>)))]
async fn list(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiQuery(which): ApiQuery<Which>,
    paging: Paging,
) -> Answer<PageOf<CaseSummary>> {
    let filter = CaseFilter {
        running: which.running.unwrap_or(true),
    };
    let page = portal
        .cases
        .list(&actor, filter, paging.after.as_ref(), paging.limit)
        .await;
    Ok(Json(page.map_err(not_listed)?))
}

/// Get a case
///
/// Everything its client sees: steps, time, messages, result, and in `can` what one may do now. Looking is recorded.
#[utoipa::path(get, path = "/cases/{number}", operation_id = "getCase", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.", example = "2026-000001-Z")),
    responses((status = 200, description = "The case.", body = CaseView)))]
async fn get(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
) -> Answer<CaseView> {
    Ok(Json(portal.cases.get(&actor, &number).await?))
}

/// List the events of a case
///
/// What happened to it, in order; for its client and its agency.
#[utoipa::path(get, path = "/cases/{number}/events", operation_id = "listCaseEvents", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    responses((status = 200, description = "All events.", body = PageOf<CaseEvent>)))]
async fn events(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
) -> Answer<PageOf<CaseEvent>> {
    Ok(Json(whole(portal.cases.events(&actor, &number).await?)))
}

/// Get the result of a case
///
/// The decision in words and the files handed over; for its client and its agency. 404 until there is one.
#[utoipa::path(get, path = "/cases/{number}/result", operation_id = "getCaseResult", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    responses((status = 200, description = "The result.", body = CaseResult)))]
async fn result(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
) -> Answer<CaseResult> {
    Ok(Json(portal.cases.result(&actor, &number).await?))
}

/// Get a file of a case
///
/// For its client and its agency, always as a download. Opening is recorded.
#[utoipa::path(get, path = "/cases/{number}/files/{id}", operation_id = "getCaseFile", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case."),
        ("id" = FileId, Path, description = "Identity of the file.")),
    responses((status = 200, description = "The file, in its own media type.", body = inline([u8]),
        content_type = "application/octet-stream",
        headers(("Content-Disposition" = String, description = "`attachment` with the file's name.")))))]
async fn file(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath((number, id)): ApiPath<(CaseNumber, FileId)>,
) -> Result<Response, Problem> {
    let (file, content) = portal.cases.file(&actor, &number, id).await?;
    Ok(download(&file, content))
}

/// Answer the agency
///
/// What it asked; the clock goes on and the deadlines move by the time it stood.
#[utoipa::path(post, path = "/cases/{number}/answer", operation_id = "answerCase", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = ClientAnswer,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn answer(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(answer): ApiJson<ClientAnswer>,
) -> Answer<Case> {
    Ok(Json(
        portal
            .cases
            .answer(&actor, &number, answer.version, &answer.text)
            .await?,
    ))
}

/// Withdraw a case
///
/// The client takes it back; that ends it.
#[utoipa::path(post, path = "/cases/{number}/withdraw", operation_id = "withdrawCase", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = SeenVersion,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn withdraw(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(seen): ApiJson<SeenVersion>,
) -> Answer<Case> {
    Ok(Json(portal.cases.withdraw(&actor, &number, seen.version).await?))
}

/// A file that is saved, never shown as a page of ours.
fn download(file: &File, content: Content) -> Response {
    let octets = HeaderValue::from_static("application/octet-stream");
    let headers: [(HeaderName, HeaderValue); 4] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(&file.media_type).unwrap_or(octets),
        ),
        (header::CONTENT_LENGTH, content.length.into()),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
    ];
    (headers, Body::from_stream(content.stream)).into_response()
}

/// The name twice: plain for old programs, and whole (RFC 5987).
fn disposition(name: &str) -> HeaderValue {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let is_attribute = |b: &u8| b.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(b);
    let whole: String = name
        .bytes()
        .map(|b| {
            if is_attribute(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"))
        .expect("only plain ASCII is left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_reach_every_program() {
        let value = disposition("Lēmums Nr. 5 \"a\";\r\nX: y.pdf");
        assert_eq!(
            value,
            "attachment; filename=\"L_mums Nr. 5 _a____X_ y.pdf\"; \
             filename*=UTF-8''L%C4%93mums%20Nr.%205%20%22a%22%3B%0D%0AX%3A%20y.pdf"
        );
    }
}
