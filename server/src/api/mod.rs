//! The API for programs. Everything under `/api` answers in JSON, failures included; only the pages that explain the
//! API to developers are HTML.

pub mod v1;

use axum::Router;
use axum::http::Uri;
use axum::routing::any;

use crate::problem::Problem;
use crate::state::AppState;

/// Everything under `/api`.
pub fn router(state: &AppState) -> Router<AppState> {
    ["/api", "/api/", "/api/{*rest}"]
        .into_iter()
        .fold(v1::router(state), |router, path| router.route(path, any(no_such_path)))
}

async fn no_such_path(uri: Uri) -> Problem {
    Problem::not_found().with_detail(format!("There is no path {} in the API.", uri.path()))
}
