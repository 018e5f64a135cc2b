//! What stands round every route, in one place and one order.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::cross_site::{self, Origin};
use crate::page_cache::{self, PageCache};
use crate::security::{self, BODY_LIMIT, SecurityHeaders};
use crate::{problem, request_id, telemetry};

/// What the layers need to know.
pub struct Layers {
    /// Our own origin.
    pub origin: Origin,
    /// The protective headers.
    pub security: SecurityHeaders,
    /// The rendered pages.
    pub pages: PageCache,
}

impl Layers {
    /// Puts the layers round the portal's routes, which have their own answer to unknown paths. `outside` are routes that programs of others post to without
    /// being a page of ours: they pass no cross-site guard and no cache.
    pub fn around(self, portal: Router, outside: Router) -> Router {
        let compression = CompressionLayer::new()
            .br(true)
            .quality(CompressionLevel::Precise(4))
            .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("font/")));
        portal
            .layer(from_fn_with_state(self.pages, page_cache::serve))
            .layer(compression)
            .layer(from_fn_with_state(self.origin, cross_site::guard))
            .merge(outside)
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(CatchPanicLayer::custom(problem::from_panic))
            .layer(from_fn_with_state(self.security, security::add_headers))
            .layer(from_fn(telemetry::log_request))
            .layer(from_fn(request_id::name_request))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::Html;
    use axum::routing::{get, post};
    use tower::ServiceExt;

    use super::*;
    use crate::page_cache::Generation;
    use crate::session::Cookies;

    fn router() -> Router {
        let base_url = "http://127.0.0.1:3000";
        let layers = Layers {
            origin: Origin::new(base_url),
            security: SecurityHeaders::new(base_url, base_url),
            pages: PageCache::new(
                Generation::new(|| std::future::ready(Some(1))),
                |_| Some(&[]),
                Cookies::new(false),
            ),
        };
        let portal = Router::new()
            .route(
                "/lv",
                get(|| async { Html("x".repeat(1000)) }).post(|body: String| async move { body }),
            )
            .route("/panic", get(panics))
            .fallback(|| async { problem::Problem::not_found() });
        layers.around(portal, Router::new().route("/token", post(|| async {})))
    }

    #[allow(clippy::unused_async, reason = "it stands for a handler")]
    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    async fn ask(request: axum::http::request::Builder, body: Vec<u8>) -> (StatusCode, HeaderMap, usize) {
        let response = router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        (
            parts.status,
            parts.headers,
            to_bytes(body, 10_000_000).await.unwrap().len(),
        )
    }

    #[tokio::test]
    async fn every_answer_is_named_and_protected() {
        for (path, status) in [("/lv", 200), ("/panic", 500), ("/missing", 404)] {
            let (found, headers, _) = ask(Request::get(path), vec![]).await;
            assert_eq!(found, status, "{path}");
            for name in [
                "x-request-id",
                "content-security-policy",
                "x-content-type-options",
                "cache-control",
            ] {
                assert!(headers.contains_key(name), "{path} has no {name}");
            }
        }
    }

    #[tokio::test]
    async fn posts_come_from_our_pages_except_outside() {
        assert_eq!(ask(Request::post("/lv"), vec![]).await.0, StatusCode::FORBIDDEN);
        assert_eq!(
            ask(Request::post("/lv").header("sec-fetch-site", "same-origin"), vec![])
                .await
                .0,
            StatusCode::OK
        );
        assert_eq!(ask(Request::post("/token"), vec![]).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn private_pages_are_compressed_too() {
        let request = Request::get("/lv")
            .header("cookie", "varti=x")
            .header("accept-encoding", "br");
        let (_, headers, length) = ask(request, vec![]).await;
        assert_eq!(
            (
                headers["content-encoding"].to_str().unwrap(),
                headers["cache-control"].to_str().unwrap()
            ),
            ("br", "private, no-store")
        );
        assert!(length < 100);
    }

    #[tokio::test]
    async fn too_large_a_body_is_refused() {
        let post = || Request::post("/lv").header("sec-fetch-site", "same-origin");
        assert_eq!(
            ask(post(), vec![b'x'; BODY_LIMIT + 1]).await.0,
            StatusCode::PAYLOAD_TOO_LARGE
        );
        assert_eq!(ask(post(), vec![b'x'; BODY_LIMIT]).await.0, StatusCode::OK);
    }
}
