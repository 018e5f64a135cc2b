//! The door that is there at once and opens when everything behind it is ready.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use crate::health::{self, Readiness};

/// While the database is being prepared only the health checks answer; people are asked to wait.
#[derive(Clone, Default)]
pub struct Gate {
    portal: Arc<OnceLock<Router>>,
    readiness: Readiness,
}

impl Gate {
    /// Lets people in.
    pub fn open(&self, portal: Router) {
        // A gate that stands open stays as it is.
        let _ = self.portal.set(portal);
        self.readiness.set_ready();
    }

    /// What listens from the first moment.
    pub fn router(&self) -> Router {
        Router::new()
            .fallback(pass)
            .with_state(self.clone())
            .merge(health::router(self.readiness.clone()))
    }
}

async fn pass(State(gate): State<Gate>, request: Request) -> Response {
    match gate.portal.get() {
        Some(portal) => portal.clone().oneshot(request).await.into_response(),
        None => wait(),
    }
}

fn wait() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::RETRY_AFTER, "2"),
        (header::REFRESH, "2"),
    ];
    let text = "Vārti tiek sagatavoti. Lapa atvērsies pati.\nVārti is being prepared. The page will open by itself.\n";
    (StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;

    use super::*;

    async fn status(gate: &Gate, path: &str) -> u16 {
        let request = Request::get(path).body(Body::empty()).unwrap();
        gate.router().oneshot(request).await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn people_wait_until_it_opens() {
        let gate = Gate::default();
        assert_eq!(
            [status(&gate, "/lv").await, status(&gate, "/health/ready").await],
            [503, 503]
        );
        assert_eq!(status(&gate, "/health/live").await, 200);
        gate.open(Router::new().route("/lv", get(|| async {})));
        assert_eq!(
            [status(&gate, "/lv").await, status(&gate, "/health/ready").await],
            [200, 200]
        );
        assert_eq!(status(&gate, "/nothing").await, 404);
    }
}
