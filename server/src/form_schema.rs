//! The JSON Schema of form definitions, at the address that definitions and editors of them may name.

use std::sync::LazyLock;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use forms::schema;

use crate::api::v1::kept;
use crate::problem::Problem;

static SCHEMA: LazyLock<schemars::Schema> = LazyLock::new(schema::form_definition);

/// The schema as JSON.
///
/// # Panics
/// Never: a schema can always be written.
pub fn text() -> String {
    serde_json::to_string_pretty(&*SCHEMA).expect("a schema has string keys only")
}

/// The schema under its own address. It changes with the program only.
pub fn router() -> Router {
    Router::new().route(schema::PATH, get(async |headers: HeaderMap| answer(&headers)))
}

/// The schema, or a nod for who has it already.
pub(crate) fn answer(headers: &HeaderMap) -> Result<Response, Problem> {
    kept::answer(&*SCHEMA, kept::A_MINUTE, headers)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    const KEPT: &str = include_str!("../../docs/form-definition-1.schema.json");

    #[test]
    fn the_schema_is_the_one_that_is_kept() {
        assert!(
            text().trim_end() == KEPT.trim_end(),
            "docs/form-definition-1.schema.json is old: run make schema"
        );
    }

    #[tokio::test]
    async fn it_is_found_at_its_address() {
        let request = Request::get("/schemas/form-definition-1.json")
            .body(Body::empty())
            .unwrap();
        let response = router().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
        let served: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(served, serde_json::from_str::<Value>(KEPT).unwrap());
    }
}
