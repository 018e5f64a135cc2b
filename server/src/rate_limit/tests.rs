use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use tower::ServiceExt;

use super::*;

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn router(session: u32, address: u32, sign_in: u32) -> Router {
    let limits = LimitSettings {
        per_session: NonZeroU32::new(session),
        per_address: NonZeroU32::new(address),
        sign_ins: NonZeroU32::new(sign_in),
        address_header: None,
        connections: NonZeroU32::MIN,
    };
    let limits = RateLimits::new(&limits, Cookies::new(false));
    Router::new()
        .fallback(any(|| async {}))
        .layer(from_fn_with_state(limits, guard))
}

async fn ask(router: &Router, path: &str, from: &str, header: Option<(&str, &str)>) -> Response {
    let mut request = Request::get(path);
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let peer: SocketAddr = format!("{from}:1234").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.unwrap()
}

async fn statuses(router: &Router, path: &str, from: &str, header: Option<(&str, &str)>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(ask(router, path, from, header).await.status().as_u16());
    }
    statuses
}

#[tokio::test]
async fn an_address_that_asks_too_often_waits_and_others_do_not() {
    let router = router(0, 3, 0);
    let api = "/api/v1/services";
    assert_eq!(statuses(&router, api, "198.51.100.7", None).await, [200, 200, 200, 429]);
    assert_eq!(ask(&router, api, "198.51.100.8", None).await.status(), 200);
    let refused = ask(&router, api, "198.51.100.7", None).await;
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(
        (10..=21).contains(&wait),
        "three a minute is one in 20 s, not in {wait} s"
    );
}

#[tokio::test]
async fn people_are_told_in_their_language() {
    for (path, words) in [("/lv/mans", "Pārāk daudz"), ("/en/my", "Too many requests")] {
        let router = router(0, 1, 0);
        let browser = Some(("accept", "text/html,*/*;q=0.8"));
        drop(ask(&router, path, "198.51.100.7", browser).await);
        let refused = ask(&router, path, "198.51.100.7", browser).await;
        assert_eq!(refused.status(), 429);
        assert_eq!(
            refused.headers()["content-type"],
            "application/problem+json",
            "to be made a page"
        );
        for _ in 1..PAGES.get() {
            drop(ask(&router, path, "198.51.100.7", browser).await);
        }
        let plain = ask(&router, path, "198.51.100.7", browser).await;
        assert_eq!(plain.status(), 429);
        assert!(plain.headers().contains_key("retry-after"));
        let body = axum::body::to_bytes(plain.into_body(), 10_000).await.unwrap();
        assert!(String::from_utf8_lossy(&body).contains(words));
    }
}

#[tokio::test]
async fn sessions_and_tokens_are_counted_apart_wherever_they_come_from() {
    let router = router(2, 0, 0);
    let token = format!("Bearer {SECRET}");
    let cookie = format!("varti={SECRET}");
    for header in [("authorization", token.as_str()), ("cookie", cookie.as_str())] {
        let path = "/api/v1/me";
        assert_eq!(
            statuses(&router, path, "198.51.100.7", Some(header)).await,
            [200, 200, 429, 429]
        );
        assert_eq!(ask(&router, path, "198.51.100.8", Some(header)).await.status(), 429);
    }
    let other = format!("varti={}", SECRET.replace('0', "1"));
    let other = Some(("cookie", other.as_str()));
    assert_eq!(ask(&router, "/lv", "198.51.100.7", other).await.status(), 200);
}

#[tokio::test]
async fn signing_in_has_its_own_limit() {
    let router = router(0, 0, 3);
    let path = "/auth/start?lang=lv";
    assert_eq!(
        statuses(&router, path, "198.51.100.7", None).await,
        [200, 200, 200, 429]
    );
    assert_eq!(
        ask(&router, "/api/v1/services", "198.51.100.7", None).await.status(),
        200
    );
}

#[tokio::test]
async fn public_pages_are_free_searches_are_not() {
    let router = router(1, 1, 1);
    for path in ["/lv", "/lv/pakalpojumi", "/en/services"] {
        assert_eq!(statuses(&router, path, "198.51.100.7", None).await, [200; 4], "{path}");
    }
    let search = statuses(&router, "/lv/pakalpojumi?q=pase", "198.51.100.7", None).await;
    assert_eq!(search, [200, 429, 429, 429]);
    assert_eq!(ask(&router, "/lv", "198.51.100.7", None).await.status(), 200);
}

#[tokio::test]
async fn whoever_was_quiet_is_forgotten() {
    let limiter = Limiter::<u64>::per_minute(NonZeroU32::new(60_000));
    for key in 0..1000 {
        limiter.count(Some(&key)).unwrap();
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    limiter.forget_the_quiet();
    assert!(limiter.0.unwrap().is_empty(), "one in a millisecond is allowed");
}
