//! What stands round every route, in one place and one order.
//!
//! It is one layer of nested functions: axum keeps each layer in a box of its own and copies them all for every request,
//! which would be a sixth of the work for a page from the cache.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures::FutureExt;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, DefaultPredicate, NotForContentType, Predicate};

use crate::cross_site::{self, Origin};
use crate::failure_pages::{self, FailurePages};
use crate::page_cache::{self, PageCache};
use crate::security::{self, BODY_LIMIT, SecurityHeaders};
use crate::slow_body::{self, Pace};
use crate::{metrics, problem, request_id, telemetry};

/// What the layers need to know.
pub struct Layers {
    /// Our own origin.
    pub origin: Origin,
    /// The protective headers.
    pub security: SecurityHeaders,
    /// The rendered pages.
    pub pages: PageCache,
    /// The pages of failures.
    pub failures: FailurePages,
}

impl Layers {
    /// Puts the layers round the portal's routes, which have their own answer to unknown paths. `outside` are routes that programs of others post to without
    /// being a page of ours: they pass no cross-site guard and no cache.
    pub fn around(self, portal: Router, outside: Router) -> Router {
        let layers = Arc::new(self);
        portal
            .layer(from_fn_with_state(layers.clone(), around_portal))
            .merge(outside.layer(from_fn_with_state(layers, around_outside)))
    }

    /// What stands round everything.
    async fn around_all<F: Future<Output = Response>>(
        &self,
        request: Request,
        next: impl FnOnce(Request) -> F,
    ) -> Response {
        let hurried = |mut request| {
            DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
            slow_body::hurry(Pace::USUAL, request, next)
        };
        let told = |request| failure_pages::show(&self.failures, request, |request| caught(request, hurried));
        let protected = |request| security::add_headers(&self.security, request, told);
        let counted = |request| metrics::count(request, protected);
        request_id::name_request(request, |request| telemetry::log_request(request, counted)).await
    }
}

async fn around_portal(State(layers): State<Arc<Layers>>, request: Request, next: Next) -> Response {
    let cached = |request| page_cache::serve(&layers.pages, request, |request| next.run(request));
    let own = |request| cross_site::guard(&layers.origin, request, |request| compressed(request, cached));
    layers.around_all(request, own).await
}

async fn around_outside(State(layers): State<Arc<Layers>>, request: Request, next: Next) -> Response {
    layers.around_all(request, |request| next.run(request)).await
}

/// A panic becomes an answer.
async fn caught<F: Future<Output = Response>>(request: Request, next: impl FnOnce(Request) -> F) -> Response {
    let answer = AssertUnwindSafe(async { next(request).await });
    answer.catch_unwind().await.unwrap_or_else(problem::from_panic)
}

/// What is not compressed yet and worth it.
async fn compressed<F: Future<Output = Response>>(request: Request, next: impl FnOnce(Request) -> F) -> Response {
    let mut next = Some(next);
    let asked = service_fn(|request| {
        let answer = next.take().map(|next| next(request));
        async { Ok::<_, Infallible>(answer.expect("a request is passed on once").await) }
    });
    match compression().layer(asked).oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

fn compression() -> CompressionLayer<And<DefaultPredicate, NotForContentType>> {
    CompressionLayer::new()
        .br(true)
        .quality(CompressionLevel::Precise(4))
        .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("font/")))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::{Html, IntoResponse};
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
            failures: FailurePages::new(|asked| async move {
                assert_ne!(asked.uri.path(), "/hopeless", "drawing fails");
                Html(format!("{:?} at {}", asked.failure, asked.uri)).into_response()
            }),
        };
        let portal = Router::new()
            .route(
                "/lv",
                get(|| async { Html("x".repeat(1000)) }).post(|body: String| async move { body }),
            )
            .route("/panic", get(panics))
            .route("/hopeless", get(panics))
            .route("/auth/start", get(too_many))
            .route("/busy", get(|| async { problem::Problem::unavailable("on purpose") }))
            .fallback(|| async { problem::Problem::not_found() });
        layers.around(portal, Router::new().route("/token", post(|| async {})))
    }

    #[allow(clippy::unused_async, reason = "it stands for a handler")]
    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    #[allow(clippy::unused_async, reason = "it stands for a handler")]
    async fn too_many() -> axum::response::Response {
        let mut response = problem::Problem::new(problem::ProblemKind::TooManyRequests).into_response();
        response.headers_mut().insert("retry-after", 7.into());
        response
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

    /// What a person at a browser reads, with the status.
    async fn read(request: axum::http::request::Builder) -> (u16, HeaderMap, String) {
        let request = request.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        let response = router().oneshot(request.body(Body::from("x")).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000).await.unwrap().to_vec();
        (parts.status.as_u16(), parts.headers, String::from_utf8(body).unwrap())
    }

    #[tokio::test]
    async fn people_read_failures_in_words() {
        for (request, status, words) in [
            (Request::get("/panic?a=b"), 500, "Internal { id: "),
            (Request::get("/missing"), 404, "NotFound at /missing"),
            (Request::post("/lv"), 403, "Elsewhere at /lv"),
            (Request::get("/busy"), 503, "Unavailable { id: "),
            // A step of signing in has no page of its own.
            (
                Request::get("/auth/start?lang=en"),
                429,
                "TooMany { wait: 7 } at /en/sign-in",
            ),
            (Request::get("/auth/start"), 429, "TooMany { wait: 7 } at /lv/ieiet"),
            (
                Request::post("/panic").header("sec-fetch-site", "same-origin"),
                405,
                "NotFound at /panic",
            ),
        ] {
            let (found, headers, page) = read(request).await;
            assert_eq!(found, status, "{page}");
            assert!(page.starts_with(words), "{page}");
            assert_eq!(headers["content-type"], "text/html; charset=utf-8");
            assert_eq!(headers["cache-control"], "private, no-store");
            let id = headers["x-request-id"].to_str().unwrap();
            assert!(status < 500 || page.contains(id), "{page} does not tell {id}");
            assert_eq!(headers.contains_key("retry-after"), matches!(status, 429 | 503));
            assert_eq!(headers.contains_key("allow"), status == 405);
        }
    }

    #[tokio::test]
    async fn when_even_the_page_of_the_failure_fails_a_bare_one_is_left() {
        let (status, headers, page) = read(Request::get("/hopeless")).await;
        assert_eq!(status, 500);
        assert!(
            page.contains("Radās kļūda") && page.contains(headers["x-request-id"].to_str().unwrap()),
            "{page}"
        );
    }

    #[tokio::test]
    async fn programs_and_the_api_keep_their_json() {
        let (_, headers, _) = ask(Request::get("/panic").header("accept", "*/*"), vec![]).await;
        assert_eq!(headers["content-type"], "application/problem+json");
        let (status, headers, _) = read(Request::get("/api/v1/nothing")).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (404, &"application/problem+json".parse().unwrap())
        );
    }
}
