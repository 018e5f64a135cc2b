use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use axum::Router;
use axum::middleware::{Next, from_fn};
use axum::response::Html;
use axum::routing::get;
use rstest::rstest;
use tower::ServiceExt;

use super::*;

/// A site that counts how often it renders.
struct Site {
    router: Router,
    rendered: Arc<AtomicUsize>,
    number: Arc<AtomicI64>,
}

fn site() -> Site {
    let rendered = Arc::new(AtomicUsize::new(0));
    let number = Arc::new(AtomicI64::new(1));
    let generation = number.clone();
    let generation =
        Generation::new(move || std::future::ready(Some(generation.load(Ordering::Relaxed)).filter(|n| *n > 0)));
    let allowed: AllowedQuery = |path| match path {
        "/lv/pakalpojumi" => Some(&["q", "agency", "page"]),
        "/lv/ieiet" => None,
        _ => Some(&[]),
    };
    let cache = PageCache::new(generation, allowed, Cookies::new(false));
    let counter = rendered.clone();
    let page = move |uri: Uri| {
        let count = counter.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Html(format!("{count} {uri} {}", "teksts ".repeat(500))) }
    };
    let router = Router::new()
        .route("/lv/pakalpojumi", get(page.clone()).post(page))
        .route("/lv/ieiet", get(|uri: Uri| async move { Html(uri.to_string()) }))
        .route("/cookie", get(|| async { ([(header::SET_COOKIE, "a=b")], Html("x")) }))
        .route(
            "/own",
            get(|| async { ([(header::CACHE_CONTROL, "no-cache")], Html("x")) }),
        )
        .route("/missing", get(|| async { (StatusCode::NOT_FOUND, Html("x")) }))
        .route("/json", get(|| async { axum::Json(1) }))
        .layer(from_fn(move |request, next: Next| {
            let cache = cache.clone();
            async move { serve(&cache, request, |request| next.run(request)).await }
        }));
    Site {
        router,
        rendered,
        number,
    }
}

impl Site {
    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, 100_000).await.unwrap())
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
        self.ask(Method::GET, path, headers).await
    }

    fn rendered(&self) -> usize {
        self.rendered.load(Ordering::Relaxed)
    }
}

const PAGE: &str = "/lv/pakalpojumi";

#[tokio::test]
async fn a_public_page_is_rendered_once() {
    let site = site();
    let (status, headers, first) = site.get(PAGE, &[]).await;
    let (_, again, second) = site.get(PAGE, &[("cookie", "lang=lv")]).await;
    assert_eq!((status, site.rendered()), (StatusCode::OK, 1));
    assert_eq!(first, second);
    assert_eq!(headers, again);
    assert_eq!(headers["cache-control"], "public, max-age=0, must-revalidate");
    assert_eq!(headers["vary"], "Cookie, Accept-Encoding");
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(headers["speculation-rules"], "\"/speculation-rules.json\"");
    assert_eq!(headers.get("content-encoding"), None);
}

#[tokio::test]
async fn a_public_change_makes_all_pages_old() {
    let site = site();
    let (_, headers, _) = site.get(PAGE, &[]).await;
    site.number.store(2, Ordering::Relaxed);
    let (_, newer, body) = site.get(PAGE, &[]).await;
    assert!(body.starts_with(b"2 "));
    assert_ne!(headers["etag"], newer["etag"]);
}

#[rstest]
#[case(&[("cookie", "varti=abc")])]
#[case(&[("cookie", "lang=lv; varti=abc")])]
#[case(&[("authorization", "Bearer abc")])]
#[tokio::test]
async fn a_signed_in_person_never_meets_the_cache(#[case] headers: &[(&str, &str)]) {
    let site = site();
    site.get(PAGE, &[]).await;
    let (_, answer, body) = site.get(PAGE, headers).await;
    assert!(body.starts_with(b"2 "));
    assert_eq!(answer["cache-control"], "private, no-store");
    assert!(!answer.contains_key("etag") && !answer.contains_key("speculation-rules"));
    let (_, _, public) = site.get(PAGE, &[]).await;
    assert!(public.starts_with(b"1 "), "what was rendered for a person is not kept");
}

#[tokio::test]
async fn only_parameters_that_matter_make_another_page() {
    let site = site();
    let (_, _, body) = site
        .get("/lv/pakalpojumi?utm=x&q=b%C4%93rns&agency=&agency=pmlp", &[])
        .await;
    assert!(
        String::from_utf8_lossy(&body).starts_with("1 /lv/pakalpojumi?agency=pmlp&q=b%C4%93rns "),
        "{body:?}"
    );
    for same in [
        "/lv/pakalpojumi?agency=pmlp&q=b%c4%93rns",
        "/lv/pakalpojumi?q=bērns&agency=pmlp&page="
            .replace('ē', "%C4%93")
            .as_str(),
    ] {
        assert_eq!(site.get(same, &[]).await.2, body, "{same}");
    }
    assert_eq!(site.rendered(), 1);
    site.get("/lv/pakalpojumi?q=b%C4%93rns&agency=pmlp&page=2", &[]).await;
    assert_eq!(site.rendered(), 2);
    site.get("/lv/pakalpojumi?", &[]).await;
    site.get("/lv/pakalpojumi?utm=x", &[]).await;
    site.get(PAGE, &[]).await;
    assert_eq!(site.rendered(), 3);
}

#[tokio::test]
async fn an_endless_query_is_answered_but_not_kept() {
    let site = site();
    let path = format!("/lv/pakalpojumi?q={}", "x".repeat(600));
    for _ in 0..2 {
        assert_eq!(site.get(&path, &[]).await.1["cache-control"], "private, no-store");
    }
    assert_eq!(site.rendered(), 2);
}

#[tokio::test]
async fn brotli_for_those_who_take_it() {
    let site = site();
    let (_, plain, identity) = site.get(PAGE, &[]).await;
    let (_, headers, compressed) = site.get(PAGE, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(headers["content-encoding"], "br");
    assert!(compressed.len() < identity.len() / 10);
    assert_eq!(&compressed, &encoding::compress(&identity, encoding::QUICK));
    assert_ne!(plain["etag"], headers["etag"]);
    assert_eq!(site.rendered(), 1);
}

#[tokio::test]
async fn who_has_the_page_gets_only_a_nod() {
    let site = site();
    for encoding in ["identity", "br"] {
        let (_, headers, _) = site.get(PAGE, &[("accept-encoding", encoding)]).await;
        let etag = headers["etag"].to_str().unwrap();
        let (status, again, body) = site
            .get(PAGE, &[("accept-encoding", encoding), ("if-none-match", etag)])
            .await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(again["etag"], headers["etag"]);
        let (status, ..) = site.get(PAGE, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(status, StatusCode::OK);
    }
}

#[rstest]
#[case("/cookie")]
#[case("/missing")]
#[case("/json")]
#[tokio::test]
async fn what_is_no_public_page_is_private(#[case] path: &str) {
    assert_eq!(site().get(path, &[]).await.1["cache-control"], "private, no-store");
}

#[tokio::test]
async fn an_answer_that_speaks_for_itself_is_left_alone() {
    assert_eq!(site().get("/own", &[]).await.1["cache-control"], "no-cache");
}

#[tokio::test]
async fn a_post_is_never_answered_from_the_cache() {
    let site = site();
    site.get(PAGE, &[]).await;
    let (_, headers, body) = site.ask(Method::POST, PAGE, &[]).await;
    assert!(body.starts_with(b"2 "));
    assert_eq!(headers["cache-control"], "private, no-store");
}

#[tokio::test]
async fn asking_for_the_head_keeps_no_empty_page() {
    let site = site();
    site.ask(Method::HEAD, PAGE, &[]).await;
    let (_, _, body) = site.get(PAGE, &[]).await;
    assert!(body.len() > 1000);
}

#[tokio::test]
async fn memory_is_bounded() {
    let cache = PageCache::new(
        Generation::new(|| std::future::ready(Some(0))),
        |_| Some(&[]),
        Cookies::new(false),
    );
    for number in 0..200 {
        let page = Page {
            generation: 0,
            headers: HeaderMap::new(),
            etag: String::new(),
            identity: Bytes::from(vec![0; 1024 * 1024]),
            brotli: OnceLock::new(),
        };
        cache.pages.insert(format!("/{number}"), Arc::new(page));
    }
    cache.pages.run_pending_tasks();
    assert!(cache.pages.weighted_size() <= CAPACITY && cache.pages.entry_count() > 30);
}

#[tokio::test]
async fn a_path_that_is_no_public_page_keeps_its_query() {
    let (_, headers, body) = site().get("/lv/ieiet?return=%2Flv", &[]).await;
    assert_eq!(&body[..], b"/lv/ieiet?return=%2Flv");
    assert_eq!(headers["cache-control"], "private, no-store");
}

#[tokio::test]
async fn without_a_number_nothing_is_kept() {
    let site = site();
    site.number.store(0, Ordering::Relaxed);
    for _ in 0..2 {
        assert_eq!(site.get(PAGE, &[]).await.1["cache-control"], "private, no-store");
    }
    assert_eq!(site.rendered(), 2);
}
