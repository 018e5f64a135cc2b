//! Ratings of finished cases.

use axum::Json;
use axum::extract::State;
use domain::{CaseNumber, Feedback, NewFeedback, RatingSummary, Slug};
use portal::Portal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::signed_in::SignedIn;
use crate::extract::{ApiJson, ApiPath};
use crate::state::AppState;

/// Operations on ratings.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(rate)).routes(routes!(summary))
}

/// Rate a case
///
/// How easy it was, by its client, once it has ended; one rating for each case.
#[utoipa::path(put, path = "/cases/{number}/rating", operation_id = "rateCase", tag = "cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body(content = NewFeedback, example = json!({ "rating": 5, "likings": ["quick"], "comment": "" })),
    responses((status = 200, description = "The rating.", body = Feedback)))]
async fn rate(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(feedback): ApiJson<NewFeedback>,
) -> Answer<Feedback> {
    Ok(Json(portal.ratings.rate(&actor, &number, feedback).await?))
}

/// Get the rating of a service
///
/// How many clients rated it, and the sum of their ratings.
#[utoipa::path(get, path = "/services/{slug}/rating", operation_id = "getRating", tag = "services", security(()),
    params(("slug" = Slug, Path, description = "Name of the service in addresses.")),
    responses((status = 200, description = "Count and sum.", body = RatingSummary)))]
async fn summary(State(portal): State<Portal>, ApiPath(slug): ApiPath<Slug>) -> Answer<RatingSummary> {
    Ok(Json(portal.ratings.summary(&slug).await?))
}
