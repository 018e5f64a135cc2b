//! Definitions of forms tried before they are published: the same reports as `server forms` gives.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use portal::{Checked, Compared, Evaluated, Portal, ToCheck, ToCompare, ToEvaluate};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::signed_in::SignedIn;
use crate::extract::ApiJson;
use crate::form_schema;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on definitions that are not published.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(check))
        .routes(routes!(evaluate))
        .routes(routes!(compare))
        .routes(routes!(schema))
}

/// Check a definition
///
/// As before publishing: types, references, cycles, what can never be reached, missing translations. For editors of any
/// agency; nothing is kept. A definition that cannot be read at all is answered with 422.
#[utoipa::path(post, path = "/form-tools/check", operation_id = "checkForm", tag = "forms", request_body = ToCheck,
    responses((status = 200, description = "Whether it may be published, and everything found.", body = Checked)))]
async fn check(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiJson(asked): ApiJson<ToCheck>,
) -> Answer<Checked> {
    Ok(Json(portal.forms.check(&actor, asked).await?))
}

/// Evaluate answers
///
/// What a definition shows, asks and finds wrong about answers, and what would be submitted. For editors of any agency;
/// nothing is kept. A definition larger than forms may be is answered with 422.
#[utoipa::path(post, path = "/form-tools/evaluate", operation_id = "evaluateForm", tag = "forms",
    request_body = ToEvaluate,
    responses((status = 200, description = "The answers judged.", body = Evaluated)))]
async fn evaluate(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiJson(asked): ApiJson<ToEvaluate>,
) -> Answer<Evaluated> {
    Ok(Json(portal.forms.evaluate(&actor, asked).await?))
}

/// Compare two versions of a form
///
/// Every difference with the most that it can mean for a draft; with answers, also what becomes of each. For editors of
/// any agency; nothing is kept. A definition larger than forms may be is answered with 422.
#[utoipa::path(post, path = "/form-tools/diff", operation_id = "compareForms", tag = "forms", request_body = ToCompare,
    responses((status = 200, description = "The differences.", body = Compared)))]
async fn compare(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiJson(asked): ApiJson<ToCompare>,
) -> Answer<Compared> {
    Ok(Json(portal.forms.compare(&actor, asked).await?))
}

/// Get the JSON Schema of definitions
///
/// The same as at `/schemas/form-definition-1.json`.
#[utoipa::path(get, path = "/form-tools/schema", operation_id = "getFormSchema", tag = "forms", security(()),
    responses((status = 200, description = "The schema.", body = Object,
        headers(("Cache-Control" = String, description = "`public, max-age=60`"),
            ("ETag" = String, description = "For `If-None-Match`."))),
        (status = 304, description = "It is what the caller has.")))]
async fn schema(headers: HeaderMap) -> Result<Response, Problem> {
    form_schema::answer(&headers)
}
