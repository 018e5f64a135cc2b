//! Whether the program runs, and whether it can be used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::problem::{Problem, ProblemKind};

/// Becomes true once the database is migrated and, in a demonstration, filled.
#[derive(Clone, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// From now on the portal can be used.
    pub fn set_ready(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the portal can be used.
    pub fn is_ready(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// `/health/live` for whoever restarts the program, `/health/ready` for whoever sends people to it.
pub fn router(readiness: Readiness) -> Router {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .with_state(readiness)
}

async fn live() -> Response {
    status("live")
}

async fn ready(State(readiness): State<Readiness>) -> Response {
    if readiness.is_ready() {
        return status("ready");
    }
    Problem::new(ProblemKind::Unavailable)
        .with_detail("The database is being prepared.")
        .into_response()
}

fn status(status: &str) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(json!({ "status": status }))).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use tower::ServiceExt;

    use super::*;

    async fn ask(readiness: &Readiness, path: &str) -> (u16, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router(readiness.clone()).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn alive_at_once_ready_when_told() {
        let readiness = Readiness::default();
        assert_eq!(
            ask(&readiness, "/health/live").await,
            (200, r#"{"status":"live"}"#.to_owned())
        );
        assert_eq!(ask(&readiness, "/health/ready").await.0, 503);
        readiness.set_ready();
        assert_eq!(
            ask(&readiness, "/health/ready").await,
            (200, r#"{"status":"ready"}"#.to_owned())
        );
    }
}
