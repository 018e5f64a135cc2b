//! Version 1 of the API: one file for each resource; routes and description come from one list.

pub mod agencies;
pub mod agency_cases;
pub mod capacities;
pub mod case_messages;
pub mod cases;
pub mod catalogue;
pub mod code_lists;
pub mod document;
pub mod drafts;
pub mod feedback;
pub mod form_tools;
pub mod forms;
pub mod life_situations;
pub mod me;
pub mod notices;
pub mod services;
pub mod sessions;
pub mod special_days;
pub mod tokens;

mod explorer;
pub(crate) mod kept;
mod once;
mod paging;
mod signed_in;

use axum::middleware::from_fn_with_state;
use axum::{Json, Router};
use utoipa_axum::router::OpenApiRouter;

use crate::openapi::Description;
use crate::problem::Problem;
use crate::state::AppState;

/// Where version 1 begins.
pub const ROOT: &str = "/api/v1";

/// What most operations answer.
type Answer<T> = Result<Json<T>, Problem>;

/// The one list of operations, with their routes and their description.
fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Description::base())
        .merge(services::router())
        .merge(catalogue::router())
        .merge(life_situations::router())
        .merge(agencies::router())
        .merge(forms::router())
        .merge(form_tools::router())
        .merge(code_lists::router())
        .merge(special_days::router())
        .merge(drafts::router())
        .merge(cases::router())
        .merge(case_messages::router())
        .merge(feedback::router())
        .merge(agency_cases::router())
        .merge(notices::router())
        .merge(me::router())
        .merge(capacities::router())
        .merge(sessions::router())
        .merge(tokens::router())
}

/// All routes of version 1, by their whole paths.
pub fn router(state: &AppState) -> Router<AppState> {
    let (operations, description) = operations().split_for_parts();
    let operations = operations.route_layer(from_fn_with_state(state.clone(), once::guard));
    Router::new()
        .nest(ROOT, operations)
        .merge(explorer::router(document::complete(description)))
        .method_not_allowed_fallback(wrong_method)
}

async fn wrong_method() -> Problem {
    Problem::new(crate::problem::ProblemKind::MethodNotAllowed)
}
