//! Code lists: what the choices of forms choose from.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::LocalText;
use portal::Portal;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::kept;
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on code lists.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list))
}

/// An entry of a code list, for the description.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the form engine serialises")]
struct CodeListEntry {
    /// What is stored.
    id: String,
    /// What people read.
    label: LocalText,
}

/// List code lists
///
/// Every list by name, each in the order people see it.
#[utoipa::path(get, path = "/code-lists", operation_id = "listCodeLists", tag = "forms", security(()),
    responses((status = 200, description = "Every list by name.", body = BTreeMap<String, Vec<CodeListEntry>>,
        headers(("Cache-Control" = String, description = "`public, max-age=60`"),
            ("ETag" = String, description = "For `If-None-Match`."))),
        (status = 304, description = "It is what the caller has.")))]
async fn list(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Problem> {
    kept::answer(&*portal.forms.code_lists().await?, kept::A_MINUTE, &headers)
}
