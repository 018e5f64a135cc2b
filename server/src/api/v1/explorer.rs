//! The description of the API, for programs and, as Swagger UI, for people who write them. Everything is served by us.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::Config;

use super::kept;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

const DESCRIPTION: &str = "/api/v1/openapi.json";

/// Without inline script or style, as our security policy wants.
const INDEX: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vārti API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/v1/docs/index.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript><p>This explorer needs JavaScript. The description itself is <a href="/api/v1/openapi.json">openapi.json</a>.</p></noscript>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script src="/api/v1/docs/swagger-ui-standalone-preset.js"></script>
<script src="/api/v1/docs/swagger-initializer.js"></script>
</body>
</html>
"#;

/// Routes of the description and its explorer.
pub fn router(description: OpenApi) -> Router<AppState> {
    let description = Arc::new(description);
    let explorer = Arc::new(
        Config::from(DESCRIPTION)
            .use_base_layout()
            .display_operation_id(true)
            .doc_expansion("none")
            .validator_url("none"),
    );
    Router::new()
        .route("/api/v1", get(|| async { Redirect::permanent("/api/v1/") }))
        .route("/api/v1/", get(|| async { Html(INDEX) }))
        .route(DESCRIPTION, get(document).with_state(description))
        .route("/api/v1/docs/{file}", get(file).with_state(explorer))
}

async fn document(State(description): State<Arc<OpenApi>>, headers: HeaderMap) -> Result<Response, Problem> {
    kept::answer(&Json(&*description).0, kept::A_MINUTE, &headers)
}

async fn file(
    State(explorer): State<Arc<Config<'static>>>,
    ApiPath(name): ApiPath<String>,
) -> Result<Response, Problem> {
    let file = utoipa_swagger_ui::serve(&name, explorer).map_err(Problem::internal)?;
    let file = file.ok_or_else(Problem::not_found)?;
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CACHE_CONTROL, "public, max-age=86400".to_owned()),
    ];
    Ok((headers, file.bytes.into_owned()).into_response())
}
