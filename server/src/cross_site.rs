//! Keeps other sites from posting in a signed-in person's name, without tokens in pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Our own origin: the base URL.
#[derive(Clone)]
pub struct Origin(std::sync::Arc<str>);

impl Origin {
    /// The origin of this base URL (scheme, host, port; no slash at the end).
    pub fn new(base_url: &str) -> Self {
        Self(base_url.into())
    }
}

/// Lets reading pass, and writing only from our own pages or by a program with a token.
pub async fn guard<F: Future<Output = Response>>(
    origin: &Origin,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if is_safe(request.method()) || may_write(origin, request.uri().path(), request.headers()) {
        return next(request).await;
    }
    refuse()
}

/// The same as a layer of its own.
pub async fn guard_layer(State(origin): State<Origin>, request: Request, next: Next) -> Response {
    guard(&origin, request, |request| next.run(request)).await
}

fn refuse() -> Response {
    Problem::forbidden()
        .with_detail("This must be sent from a page of this site.")
        .into_response()
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn may_write(origin: &Origin, path: &str, headers: &HeaderMap) -> bool {
    is_own_page(origin, headers) || (path.starts_with("/api/") && has_token(headers))
}

/// Browsers say where a request comes from. They leave `Sec-Fetch-Site` out where the connection
/// is not secure; then `Origin` tells.
fn is_own_page(origin: &Origin, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers
            .get(header::ORIGIN)
            .is_some_and(|from| from.as_bytes() == origin.0.as_bytes()),
    }
}

/// Whether a bearer token comes along. A page of another site cannot add one.
pub fn has_token(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(header::AUTHORIZATION).map(|value| value.to_str()) else {
        return false;
    };
    let scheme = value.split(' ').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("bearer")
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::any;
    use rstest::rstest;
    use tower::ServiceExt;

    use super::*;

    async fn status(method: Method, path: &str, headers: &[(&str, &str)]) -> u16 {
        let origin = Origin::new("https://varti.example");
        let router = Router::new()
            .route("/lv/pieteikums", any(|| async {}))
            .route("/api/v1/cases", any(|| async {}))
            .layer(from_fn_with_state(origin, guard_layer));
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    const PAGE: &str = "/lv/pieteikums";
    const API: &str = "/api/v1/cases";
    const OWN: (&str, &str) = ("origin", "https://varti.example");
    const FOREIGN: (&str, &str) = ("origin", "https://evil.example");
    const BEARER: (&str, &str) = ("authorization", "Bearer abc");

    #[rstest]
    #[case::own_page(PAGE, &[("sec-fetch-site", "same-origin"), OWN], 200)]
    #[case::own_script(API, &[("sec-fetch-site", "same-origin")], 200)]
    #[case::own_page_without_fetch_metadata(PAGE, &[OWN], 200)]
    #[case::program(API, &[BEARER], 200)]
    #[case::program_in_lower_case(API, &[("authorization", "bearer abc")], 200)]
    #[case::program_behind_a_browser(API, &[BEARER, ("sec-fetch-site", "cross-site"), FOREIGN], 200)]
    #[case::nothing_said(PAGE, &[], 403)]
    #[case::nothing_said_to_the_api(API, &[], 403)]
    #[case::other_site(PAGE, &[("sec-fetch-site", "cross-site"), FOREIGN], 403)]
    #[case::sister_site(PAGE, &[("sec-fetch-site", "same-site")], 403)]
    #[case::typed_address(PAGE, &[("sec-fetch-site", "none")], 403)]
    #[case::other_site_without_fetch_metadata(PAGE, &[FOREIGN], 403)]
    #[case::longer_origin(PAGE, &[("origin", "https://varti.example.evil.example")], 403)]
    #[case::hidden_origin(PAGE, &[("origin", "null")], 403)]
    #[case::token_for_a_page(PAGE, &[BEARER], 403)]
    #[case::password_for_the_api(API, &[("authorization", "Basic abc")], 403)]
    #[case::origin_does_not_overrule_fetch_metadata(PAGE, &[("sec-fetch-site", "cross-site"), OWN], 403)]
    #[tokio::test]
    async fn writing(#[case] path: &str, #[case] headers: &[(&str, &str)], #[case] expected: u16) {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(status(method, path, headers).await, expected);
        }
    }

    #[tokio::test]
    async fn reading_is_open_to_links_from_anywhere() {
        for method in [Method::GET, Method::HEAD] {
            assert_eq!(status(method, PAGE, &[("sec-fetch-site", "cross-site")]).await, 200);
        }
    }
}
