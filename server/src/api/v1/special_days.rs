//! The working calendar: the days that depart from the Monday to Friday week.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::SpecialDay;
use portal::Portal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::kept;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on the working calendar.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list))
}

/// List special days
///
/// Public holidays, weekdays off and working weekends, by date. All other days from Monday to Friday are worked. Deadlines
/// and the rules of forms count by this calendar.
#[utoipa::path(get, path = "/special-days", operation_id = "listSpecialDays", tag = "forms", security(()),
    responses((status = 200, description = "Every special day.", body = Vec<SpecialDay>,
        headers(("Cache-Control" = String, description = "`public, max-age=60`"),
            ("ETag" = String, description = "For `If-None-Match`."))),
        (status = 304, description = "It is what the caller has.")))]
async fn list(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Problem> {
    kept::answer(&portal.special_days().await?, kept::A_MINUTE, &headers)
}
